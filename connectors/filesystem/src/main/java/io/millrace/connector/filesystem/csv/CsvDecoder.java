package io.millrace.connector.filesystem.csv;

import io.millrace.connector.filesystem.text.BadRow;
import io.millrace.connector.filesystem.text.ColumnDecoder;
import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes CSV records, only the wanted columns of them. With a header, {@link #readHeader} comes first.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class CsvDecoder implements RowDecoder {
    private final CsvDialect dialect;
    private final RowType columns;
    private final List<Integer> wanted;
    private final byte[] nullBytes;
    private final byte quote;
    private final CsvScanner scanner;
    private final ColumnDecoder[] decoders;
    /** By wanted column: its field. */
    private final int[] fieldOf;

    private int fieldsExpected;
    private byte[] unquoted = new byte[256];
    private @Nullable String problem;

    /** @param wanted indexes into the columns, in the order they are delivered */
    public CsvDecoder(CsvDialect dialect, RowType columns, List<Integer> wanted) {
        this.dialect = dialect;
        this.columns = columns;
        this.wanted = wanted;
        nullBytes = dialect.nullBytes();
        quote = dialect.quote();
        scanner = new CsvScanner(dialect);
        decoders = wanted.stream()
                .map(column -> ColumnDecoder.of(columns.field(column)))
                .toArray(ColumnDecoder[]::new);
        fieldOf = wanted.stream().mapToInt(Integer::intValue).toArray();
        fieldsExpected = columns.size();
    }

    public boolean hasHeader() {
        return dialect.header();
    }

    /**
     * Reads the header and finds the columns in it.
     *
     * @param file for messages
     * @return the position behind the header, or {@link #INCOMPLETE}
     * @throws MillraceException 42703 if a declared column is not in it
     */
    public int readHeader(String file, byte[] data, int from, int limit, boolean last) {
        int end = scanner.scan(data, from, limit, last);
        if (end == INCOMPLETE) {
            return INCOMPLETE;
        }
        List<String> names = new ArrayList<>();
        for (int field = 0; field < scanner.fields(); field++) {
            String name = new String(
                    data, scanner.start(field), scanner.end(field) - scanner.start(field), StandardCharsets.UTF_8);
            String mark = String.valueOf((char) quote);
            names.add(scanner.hasQuotes(field) ? name.replace(mark + mark, mark) : name);
        }
        for (int column = 0; column < columns.size(); column++) {
            int field = names.indexOf(columns.name(column));
            if (field < 0) {
                throw missing(file, columns.name(column), names);
            }
            for (int i = 0; i < fieldOf.length; i++) {
                fieldOf[i] = wanted.get(i) == column ? field : fieldOf[i];
            }
        }
        fieldsExpected = names.size();
        return end;
    }

    @Override
    public void bind(BatchBuilder rows) {
        for (int i = 0; i < decoders.length; i++) {
            decoders[i].bind(rows.column(i));
        }
    }

    @Override
    public int decode(byte[] data, int from, int limit, boolean last, BatchBuilder rows) {
        problem = null;
        int end = scanner.scan(data, from, limit, last);
        if (end == INCOMPLETE || (scanner.isBlank() && fieldsExpected != 1)) {
            return end;
        }
        problem = scanner.problem();
        if (problem == null && scanner.fields() != fieldsExpected) {
            problem = "expected " + fieldsExpected + (dialect.header() ? " fields as in the header" : " fields")
                    + ", found " + scanner.fields();
        }
        if (problem != null) {
            return end;
        }
        try {
            for (int i = 0; i < decoders.length; i++) {
                decode(decoders[i], data, fieldOf[i]);
            }
            rows.endRow();
        } catch (BadRow e) {
            rows.abandonRow();
            problem = e.what();
        }
        return end;
    }

    @Override
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public int lines() {
        return scanner.lines();
    }

    @Override
    public int endOfCompleteRecords(byte[] data, int from, int limit) {
        int end = from;
        while (end < limit) {
            int next = scanner.scan(data, end, limit, false);
            if (next == INCOMPLETE) {
                break;
            }
            end = next;
        }
        return end;
    }

    private void decode(ColumnDecoder decoder, byte[] data, int field) {
        int start = scanner.start(field);
        int end = scanner.end(field);
        if (!scanner.isQuoted(field) && Arrays.equals(data, start, end, nullBytes, 0, nullBytes.length)) {
            decoder.nothing();
        } else if (scanner.hasQuotes(field)) {
            decoder.text(unquoted, 0, unquote(data, start, end));
        } else {
            decoder.text(data, start, end);
        }
    }

    /** Copies a field without the second of each two quotes; gives its length. */
    private int unquote(byte[] data, int start, int end) {
        if (unquoted.length < end - start) {
            unquoted = new byte[2 * (end - start)];
        }
        int length = 0;
        for (int i = start; i < end; i++) {
            unquoted[length++] = data[i];
            i += data[i] == quote ? 1 : 0;
        }
        return length;
    }

    private static MillraceException missing(String file, String column, List<String> names) {
        return new MillraceException(
                SqlState.UNDEFINED_COLUMN,
                file + ":1: the header (" + String.join(", ", names) + ") has no column \"" + column + "\""
                        + Nearest.hint(column, names));
    }
}
