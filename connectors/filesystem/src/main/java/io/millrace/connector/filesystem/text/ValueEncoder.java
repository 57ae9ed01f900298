package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.util.Base64;

/**
 * Writes values as {@link ColumnDecoder} reads them, without quotes or escapes.
 *
 * @param timeSeparator what stands between date and time
 */
public record ValueEncoder(DataType type, char timeSeparator) {
    /** Whether the value is written as bytes that may be anything. */
    public boolean isText() {
        return type.kind().isText();
    }

    /** Whether JSON can write it without quotes. */
    public boolean isJsonLiteral(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            return Double.isFinite(doubles.values()[row]);
        }
        return type.kind().isNumeric()
                || type.kind() == TypeKind.BOOLEAN
                || type.kind() == TypeKind.INTERVAL_DAY_TIME
                || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
    }

    /** Appends a value that is not NULL. */
    public void append(Column column, int row, Bytes out) {
        switch (type.kind()) {
            case BOOLEAN -> out.append(ints(column)[row] != 0 ? "true" : "false");
            case TINYINT, SMALLINT, INTEGER, INTERVAL_YEAR_MONTH -> out.append(ints(column)[row]);
            case BIGINT, INTERVAL_DAY_TIME -> out.append(longs(column)[row]);
            case REAL -> out.append(Float.toString((float) doubles(column)[row]));
            case DOUBLE -> out.append(Double.toString(doubles(column)[row]));
            case DECIMAL -> appendDecimal(column, row, out);
            case DATE -> Temporals.appendDate(out, ints(column)[row]);
            case TIME -> Temporals.appendTime(out, longs(column)[row]);
            case TIMESTAMP -> Temporals.appendTimestamp(out, longs(column)[row], timeSeparator);
            case TIMESTAMP_TZ -> {
                Temporals.appendTimestamp(out, longs(column)[row], timeSeparator);
                out.append('Z');
            }
            case CHAR, VARCHAR, JSON -> {
                BytesColumn bytes = (BytesColumn) column;
                out.append(bytes.data(), bytes.start(row), bytes.length(row));
            }
            case BINARY, VARBINARY -> out.append(Base64.getEncoder().encode(((BytesColumn) column).bytes(row)));
            case UUID -> out.append(String.valueOf(JavaValues.read(column, row, type)));
            case ARRAY, MAP, ROW ->
                throw MillraceException.notSupported("a file with a column of type " + type.sqlName());
            case NULL -> {}
        }
    }

    private void appendDecimal(Column column, int row, Bytes out) {
        if (type.scale() == 0 && column instanceof LongColumn whole) {
            out.append(whole.values()[row]);
        } else if (JavaValues.read(column, row, type) instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        }
    }

    private static int[] ints(Column column) {
        return ((IntColumn) column).values();
    }

    private static long[] longs(Column column) {
        return ((LongColumn) column).values();
    }

    private static double[] doubles(Column column) {
        return ((DoubleColumn) column).values();
    }
}
