package io.millrace.connector.filesystem.csv;

import io.millrace.connector.filesystem.text.Bytes;
import io.millrace.connector.filesystem.text.RowEncoder;
import io.millrace.connector.filesystem.text.ValueEncoder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes CSV, quotes only where they are needed. <b>Threading:</b> one thread. */
public final class CsvEncoder implements RowEncoder {
    private final CsvDialect dialect;
    private final RowType columns;
    private final ValueEncoder[] encoders;
    private final byte[] nullBytes;
    private final Bytes value = new Bytes();

    public CsvEncoder(CsvDialect dialect, RowType columns) {
        this.dialect = dialect;
        this.columns = columns;
        encoders = columns.fields().stream()
                .map(field -> new ValueEncoder(field.type(), ' '))
                .toArray(ValueEncoder[]::new);
        nullBytes = dialect.nullBytes();
    }

    @Override
    public void header(Bytes out) {
        if (dialect.header()) {
            for (int i = 0; i < columns.size(); i++) {
                value.clear();
                value.append(columns.name(i).getBytes(StandardCharsets.UTF_8));
                appendField(i, out);
            }
            out.append('\n');
        }
    }

    @Override
    public void encode(RowBatch batch, int row, Bytes out) {
        for (int i = 0; i < encoders.length; i++) {
            if (batch.column(i).isNull(row)) {
                appendDelimiter(i, out);
                out.append(nullBytes);
            } else {
                value.clear();
                encoders[i].append(batch.column(i), row, value);
                appendField(i, out);
            }
        }
        out.append('\n');
    }

    private void appendField(int index, Bytes out) {
        appendDelimiter(index, out);
        byte[] data = value.data();
        if (!needsQuotes(data, value.length())) {
            out.append(data, 0, value.length());
            return;
        }
        char quote = (char) dialect.quote();
        out.append(quote);
        for (int i = 0; i < value.length(); i++) {
            if (data[i] == quote) {
                out.append(quote);
            }
            out.append(data, i, 1);
        }
        out.append(quote);
    }

    private void appendDelimiter(int index, Bytes out) {
        if (index > 0) {
            out.append((char) dialect.delimiter());
        }
    }

    private boolean needsQuotes(byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            byte b = data[i];
            if (b == dialect.delimiter() || b == dialect.quote() || b == '\n' || b == '\r') {
                return true;
            }
        }
        return Arrays.equals(data, 0, length, nullBytes, 0, nullBytes.length)
                || (length == 0 && columns.size() == 1)
                || startsWithByteOrderMark(data, length);
    }

    /** At the beginning of a file it would be taken for what it looks like. */
    private static boolean startsWithByteOrderMark(byte[] data, int length) {
        return length >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf;
    }
}
