package io.millrace.connector.filesystem.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.connector.filesystem.text.Bytes;
import io.millrace.connector.filesystem.text.RowEncoder;
import io.millrace.connector.filesystem.text.ValueEncoder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one JSON object a line, every column a field, NULL as null. <b>Threading:</b> one thread. */
public final class JsonEncoder implements RowEncoder {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory factory = new JsonFactory();
    private final ValueEncoder[] encoders;
    /** Each with what stands before it. */
    private final byte[][] names;

    private final Bytes value = new Bytes();

    public JsonEncoder(RowType columns) {
        encoders = columns.fields().stream()
                .map(field -> new ValueEncoder(field.type(), 'T'))
                .toArray(ValueEncoder[]::new);
        names = new byte[columns.size()][];
        Bytes name = new Bytes();
        for (int i = 0; i < names.length; i++) {
            name.clear();
            name.append(i == 0 ? '{' : ',');
            byte[] utf8 = columns.name(i).getBytes(StandardCharsets.UTF_8);
            appendString(utf8, utf8.length, name);
            name.append(':');
            names[i] = Arrays.copyOf(name.data(), name.length());
        }
    }

    @Override
    public void header(Bytes out) {}

    @Override
    public void encode(RowBatch batch, int row, Bytes out) {
        for (int i = 0; i < encoders.length; i++) {
            out.append(names[i]);
            append(encoders[i], batch.column(i), row, out);
        }
        out.append(encoders.length == 0 ? "{}\n" : "}\n");
    }

    private void append(ValueEncoder encoder, Column column, int row, Bytes out) {
        if (column.isNull(row)) {
            out.append(NULL);
        } else if (column instanceof NestedColumn nested) {
            appendNested(nested, encoder.type(), row, out);
        } else if (encoder.isJsonLiteral(column, row)) {
            encoder.append(column, row, out);
        } else {
            value.clear();
            encoder.append(column, row, value);
            if (encoder.type().kind() == TypeKind.JSON && isJson()) {
                appendJson(out);
            } else {
                appendString(value.data(), value.length(), out);
            }
        }
    }

    private void appendNested(NestedColumn column, DataType type, int row, Bytes out) {
        boolean object = type.kind() != TypeKind.ARRAY;
        out.append(object ? '{' : '[');
        if (type.kind() == TypeKind.ROW) {
            for (int i = 0; i < type.children().size(); i++) {
                out.append(i == 0 ? "" : ",");
                byte[] name = type.children().get(i).name().getBytes(StandardCharsets.UTF_8);
                appendString(name, name.length, out);
                out.append(':');
                append(new ValueEncoder(type.child(i), 'T'), column.child(i), row, out);
            }
        } else {
            appendElements(column, type, row, out);
        }
        out.append(object ? '}' : ']');
    }

    private void appendElements(NestedColumn column, DataType type, int row, Bytes out) {
        boolean map = type.kind() == TypeKind.MAP;
        ValueEncoder keys = new ValueEncoder(type.child(0), 'T');
        ValueEncoder values = new ValueEncoder(type.child(map ? 1 : 0), 'T');
        for (int position = column.start(row); position < column.end(row); position++) {
            out.append(position == column.start(row) ? "" : ",");
            if (map) {
                value.clear();
                keys.append(column.child(0), position, value);
                appendString(value.data(), value.length(), out);
                out.append(':');
            }
            append(values, column.child(map ? 1 : 0), position, out);
        }
    }

    /** Text that is not JSON must not break the line: it is written as a string. */
    private boolean isJson() {
        try (JsonParser parser = factory.createParser(value.data(), 0, value.length())) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** In JSON, line feeds stand only between values, where a space means the same. */
    private void appendJson(Bytes out) {
        for (int i = 0; i < value.length(); i++) {
            byte b = value.data()[i];
            out.append(b == '\n' || b == '\r' ? ' ' : (char) (b & 0xff));
        }
    }

    private static void appendString(byte[] data, int length, Bytes out) {
        out.append('"');
        int done = 0;
        for (int i = 0; i < length; i++) {
            byte b = data[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                out.append(data, done, i - done);
                appendEscaped(b, out);
                done = i + 1;
            }
        }
        out.append(data, done, length - done);
        out.append('"');
    }

    private static void appendEscaped(byte b, Bytes out) {
        out.append('\\');
        switch (b) {
            case '"', '\\' -> out.append((char) b);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> {
                out.append("u00");
                out.append((char) HEX[b >> 4]);
                out.append((char) HEX[b & 15]);
            }
        }
    }
}
