package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfDouble;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;

/** REAL and DOUBLE; {@code NaN}, {@code Infinity} and {@code -Infinity} as text or JSON string. */
final class DoubleDecoder extends ColumnDecoder {
    /** Numbers of so many digits are exact, and so are so many powers of ten: one operation rounds once. */
    private static final int DIGITS_EXACT = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final boolean single;
    private OfDouble column = (OfDouble) ColumnBuilder.of(Storage.DOUBLE, 1);

    DoubleDecoder(Field field) {
        super(field);
        single = field.type().kind() == TypeKind.REAL;
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfDouble) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        int start = Slices.skipSpaces(data, from, to);
        int end = Slices.dropSpaces(data, start, to);
        boolean number = start < end && data[end - 1] >= '.' && data[end - 1] <= '9';
        if (number) {
            jsonNumber(data, start, end);
        } else {
            jsonString(data, start, end);
        }
    }

    @Override
    public void jsonString(byte[] data, int from, int to) {
        switch (string(data, from, Math.min(to, from + 16))) {
            case "NaN" -> column.append(Double.NaN);
            case "Infinity", "+Infinity" -> column.append(Double.POSITIVE_INFINITY);
            case "-Infinity" -> column.append(Double.NEGATIVE_INFINITY);
            default -> throw expected(data, from, to);
        }
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        int i = from < to && (data[from] == '-' || data[from] == '+') ? from + 1 : from;
        int digits = 0;
        int point = -1;
        long mantissa = 0;
        for (; i < to && digits <= DIGITS_EXACT; i++) {
            byte b = data[i];
            if (b == '.' && point < 0) {
                point = i;
            } else if (b >= '0' && b <= '9') {
                mantissa = mantissa * 10 + (b - '0');
                digits++;
            } else {
                break;
            }
        }
        if (single || i < to || digits == 0 || digits > DIGITS_EXACT) {
            column.append(slow(data, from, to));
        } else {
            double value = point < 0 ? mantissa : mantissa / POWERS_OF_TEN[to - point - 1];
            column.append(data[from] == '-' ? -value : value);
        }
    }

    private double slow(byte[] data, int from, int to) {
        if (!Slices.isNumber(data, from, to)) {
            throw expected(data, from, to);
        }
        String text = string(data, from, to);
        double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw expected(data, from, to);
        }
        return value;
    }

    private static String string(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.US_ASCII);
    }
}
