package io.millrace.connector.filesystem;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A table of files, read in all the ways an engine may. */
final class FileFixture implements ReadContext {
    private final ConnectorTable table;
    private final RowType columns;
    private final RateLimit rateLimit;
    /** What was rejected: {@code where: what: row}. */
    final List<String> rejected = new ArrayList<>();

    boolean skipBadRows;
    long nanos;
    int bufferBytes = FileInput.BUFFER_BYTES;

    FileFixture(RowType columns, Object path, String format, String... options) {
        this.columns = columns;
        Map<String, String> all = new HashMap<>(Map.of("path", path.toString(), "format", format));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        table = new ConnectorTable("t", columns, List.of(), all);
        rateLimit = new RateLimit(Long.parseLong(all.getOrDefault("rows-per-second", "0")));
    }

    Source source() {
        return new FilesystemConnector().source(table).orElseThrow();
    }

    Sink sink() {
        return new FilesystemConnector().sink(table).orElseThrow();
    }

    SplitReader open(String file, SplitPosition position, List<Integer> wanted) {
        FilesystemOptions options = FilesystemOptions.of(table.options());
        return new FileSplitReader(
                file, options, rateLimit, options.decoder(columns, wanted), position, this, bufferBytes);
    }

    /** All rows of all files, all columns. */
    List<List<Object>> readAll() {
        return read(all());
    }

    List<List<Object>> read(List<Integer> wanted) {
        List<List<Object>> rows = new ArrayList<>();
        for (Split split : source().splits()) {
            try (SplitReader reader = open(split.id(), split.start(), wanted)) {
                rows.addAll(drain(reader, wanted));
            }
        }
        return rows;
    }

    /** What there is until the reader is idle or at its end. */
    List<List<Object>> drain(SplitReader reader, List<Integer> wanted) {
        List<List<Object>> rows = new ArrayList<>();
        SplitReader.Status status = SplitReader.Status.MORE;
        while (status == SplitReader.Status.MORE) {
            BatchBuilder builder = new BatchBuilder(columns.project(wanted));
            status = reader.read(builder, SplitReader.NO_LIMIT);
            rows.addAll(rows(builder.build(), columns.project(wanted)));
        }
        return rows;
    }

    /** The same, in pieces that end at random offsets, each with a new reader that begins where the last one ended. */
    List<List<Object>> readWithRestarts(String file, int pieceMax, Random random) {
        List<List<Object>> rows = new ArrayList<>();
        SplitPosition position = SplitPosition.START;
        SplitReader.Status status = SplitReader.Status.MORE;
        while (status != SplitReader.Status.END) {
            long until = position.offset() + random.nextInt(pieceMax);
            try (SplitReader reader = open(file, position, all())) {
                BatchBuilder builder = new BatchBuilder(columns);
                status = reader.read(builder, until);
                position = reader.position();
                rows.addAll(rows(builder.build(), columns));
            }
        }
        return rows;
    }

    List<Integer> all() {
        return IntStream.range(0, columns.size()).boxed().toList();
    }

    static List<List<Object>> rows(RowBatch batch, RowType type) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < type.size(); column++) {
                Object value = JavaValues.read(batch.column(column), batch.row(row), type.type(column));
                values.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
            }
            rows.add(values);
        }
        return rows;
    }

    static RowBatch batch(RowType type, List<List<Object>> rows) {
        BatchBuilder builder = new BatchBuilder(type);
        for (List<Object> row : rows) {
            for (int column = 0; column < type.size(); column++) {
                JavaValues.append(builder.column(column), type.type(column), row.get(column));
            }
            builder.endRow();
        }
        return builder.build();
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public int readers() {
        return 1;
    }

    @Override
    public void rejectRow(String where, String what, String row) {
        if (!skipBadRows) {
            throw new MillraceException(SqlState.BAD_INPUT_DATA, where + ": " + what + ": " + row);
        }
        rejected.add(where + ": " + what + ": " + row);
    }
}
