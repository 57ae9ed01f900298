package io.millrace.executor.expression.function;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Values of one type as JSON: numbers and booleans as such, JSON as it is, arrays as arrays, rows and maps as objects, all else
 * as a string, times in the form of ISO 8601.
 *
 * <p><b>Threading:</b> any.
 *
 * @param type of the values
 */
public record JsonOutput(DataType type) {
    /** The value of an array that has it alone; false if it is NULL. */
    public boolean write(Nested alone, Slice out) {
        Column values = alone.column().child(0);
        int row = alone.start();
        if (values.isNull(row)) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        append(values, row, type, text);
        out.set(text.toString());
        return true;
    }

    /** {@code "name":} */
    public static void key(Slice name, Slice out) {
        StringBuilder text = new StringBuilder();
        quote(name.toString(), text);
        out.set(text.append(':').toString());
    }

    public static void refuseNullKey() {
        throw new MillraceException(SqlState.NULL_NOT_ALLOWED, "the name of a member of a JSON object is NULL");
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void append(Column column, int row, DataType type, StringBuilder out) {
        if (column.isNull(row)) {
            out.append("null");
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> out.append(((IntColumn) column).values()[row] != 0);
            case TINYINT, SMALLINT, INTEGER -> out.append(((IntColumn) column).values()[row]);
            case BIGINT -> out.append(((LongColumn) column).values()[row]);
            case DECIMAL ->
                out.append(((BigDecimal) Objects.requireNonNull(JavaValues.read(column, row, type))).toPlainString());
            case REAL, DOUBLE -> appendDouble(((DoubleColumn) column).values()[row], type, out);
            case JSON -> {
                BytesColumn bytes = (BytesColumn) column;
                Slice text = new Slice();
                text.set(bytes.data(), bytes.start(row), bytes.start(row) + bytes.length(row));
                out.append(text);
            }
            case ARRAY -> appendArray((NestedColumn) column, row, type, out);
            case MAP -> appendMap((NestedColumn) column, row, type, out);
            case ROW -> appendRow((NestedColumn) column, row, type, out);
            default -> quote(text(column, row, type), out);
        }
    }

    private static void appendDouble(double value, DataType type, StringBuilder out) {
        String text = type.kind() == TypeKind.REAL ? Doubles.realToText(value) : Doubles.toText(value);
        if (Double.isFinite(value)) {
            out.append(text);
        } else {
            quote(text, out);
        }
    }

    private static void appendArray(NestedColumn column, int row, DataType type, StringBuilder out) {
        out.append('[');
        for (int position = column.start(row); position < column.end(row); position++) {
            out.append(position > column.start(row) ? "," : "");
            append(column.child(0), position, type.child(0), out);
        }
        out.append(']');
    }

    private static void appendMap(NestedColumn column, int row, DataType type, StringBuilder out) {
        out.append('{');
        for (int position = column.start(row); position < column.end(row); position++) {
            out.append(position > column.start(row) ? "," : "");
            quote(text(column.child(0), position, type.child(0)), out);
            out.append(':');
            append(column.child(1), position, type.child(1), out);
        }
        out.append('}');
    }

    private static void appendRow(NestedColumn column, int row, DataType type, StringBuilder out) {
        out.append('{');
        for (int field = 0; field < type.children().size(); field++) {
            out.append(field > 0 ? "," : "");
            quote(type.children().get(field).name(), out);
            out.append(':');
            append(column.child(field), row, type.child(field), out);
        }
        out.append('}');
    }

    /** As a cast to VARCHAR gives it, but for times. */
    private static String text(Column column, int row, DataType type) {
        Slice text = new Slice();
        switch (type.kind()) {
            case TIMESTAMP -> text.set(TimeText.ofTimestamp(((LongColumn) column).values()[row]));
            case TIMESTAMP_TZ -> text.set(TimeText.ofTimestampTz(((LongColumn) column).values()[row]));
            case TIME -> text.set(TimeText.ofTime(((LongColumn) column).values()[row]));
            case INTERVAL_YEAR_MONTH -> text.set(IntervalText.ofMonths(((IntColumn) column).values()[row]));
            case INTERVAL_DAY_TIME -> text.set(IntervalText.ofMicros(((LongColumn) column).values()[row]));
            case BINARY, VARBINARY -> {
                BytesColumn bytes = (BytesColumn) column;
                Slice raw = new Slice();
                raw.set(bytes.data(), bytes.start(row), bytes.start(row) + bytes.length(row));
                text.set(Casts.binaryToText(raw));
            }
            case CHAR -> {
                return String.valueOf(JavaValues.read(column, row, type)).stripTrailing();
            }
            default -> {
                return String.valueOf(JavaValues.read(column, row, type));
            }
        }
        String written = text.toString();
        return type.kind().isTimestamp() ? written.replaceFirst(" ", "T") : written;
    }
}
