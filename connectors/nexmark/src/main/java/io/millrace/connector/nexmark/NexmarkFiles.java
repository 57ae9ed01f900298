package io.millrace.connector.nexmark;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;

/**
 * Events as files, for benchmarks, examples and tests. Values need no escapes or quotes.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class NexmarkFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");
    private static final int BUFFER_BYTES = 1 << 16;

    private NexmarkFiles() {}

    /** One JSON object a line for each event of a kind; gives the number of lines. */
    public static long writeJson(Nexmark nexmark, EventKind kind, Path file) throws IOException {
        return write(nexmark, file, "", (out, eventKind, batch, row) -> {
            if (eventKind == kind) {
                json(out.append('{'), kind.columns(), batch, row);
            }
            return eventKind == kind;
        });
    }

    /** One JSON object a line for every event in order, its first field {@code "kind"} saying which it is. */
    public static long writeEvents(Nexmark nexmark, Path file) throws IOException {
        return write(nexmark, file, "", (out, kind, batch, row) -> {
            out.append("{\"kind\":\"").append(kind.table()).append("\",");
            json(out, kind.columns(), batch, row);
            return true;
        });
    }

    /** CSV with a header line; gives the number of rows. */
    public static long writeCsv(Nexmark nexmark, EventKind kind, Path file) throws IOException {
        String header = String.join(",", kind.columns().names()) + "\n";
        return write(nexmark, file, header, (out, eventKind, batch, row) -> {
            for (int i = 0; i < batch.columnCount() && eventKind == kind; i++) {
                value(i == 0 ? out : out.append(','), kind.columns().type(i).kind(), batch.column(i), row);
            }
            return eventKind == kind;
        });
    }

    /** Writes an event unless it leaves it out. */
    private interface Encoder {
        boolean encode(StringBuilder out, EventKind kind, RowBatch batch, int row);
    }

    private static long write(Nexmark nexmark, Path file, String header, Encoder encoder) throws IOException {
        long lines = 0;
        try (OutputStream stream = Files.newOutputStream(file)) {
            StringBuilder out = new StringBuilder(header);
            long event = 0;
            while (event < nexmark.config().events()) {
                EventKind kind = Nexmark.kind(event);
                RowBatch batch = nexmark.batch(kind, event, endOfRun(event));
                for (int row = 0; row < batch.rows(); row++) {
                    if (encoder.encode(out, kind, batch, row)) {
                        out.append('\n');
                        lines++;
                    }
                }
                event += batch.rows();
                if (out.length() > BUFFER_BYTES) {
                    flush(out, stream);
                }
            }
            flush(out, stream);
        }
        return lines;
    }

    private static void flush(StringBuilder out, OutputStream stream) throws IOException {
        stream.write(out.toString().getBytes(StandardCharsets.US_ASCII));
        out.setLength(0);
    }

    /** Behind the last of the successive events that are of the same kind. */
    private static long endOfRun(long event) {
        EventKind kind = Nexmark.kind(event);
        long end = event + 1;
        while (Nexmark.kind(end) == kind) {
            end++;
        }
        return end;
    }

    private static void json(StringBuilder out, RowType type, RowBatch batch, int row) {
        for (int i = 0; i < batch.columnCount(); i++) {
            boolean number = type.type(i).kind() == TypeKind.BIGINT;
            out.append(i == 0 ? "\"" : ",\"").append(type.name(i)).append(number ? "\":" : "\":\"");
            value(out, type.type(i).kind(), batch.column(i), row);
            out.append(number ? "" : "\"");
        }
        out.append('}');
    }

    private static void value(StringBuilder out, TypeKind kind, Column column, int row) {
        if (column instanceof BytesColumn bytes) {
            out.append(new String(bytes.data(), bytes.start(row), bytes.length(row), StandardCharsets.US_ASCII));
        } else {
            long value = ((LongColumn) column).values()[row];
            if (kind == TypeKind.TIMESTAMP) {
                TIME.formatTo(JavaValues.timestamp(value), out);
            } else {
                out.append(value);
            }
        }
    }
}
