package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfLong;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Decimals; digits behind the scale are rounded half up. */
final class DecimalDecoder extends ColumnDecoder {
    private static final int LENGTH_MAX = 1_000;
    private static final int EXPONENT_MAX = 1_000;
    private static final long[] POWERS_OF_TEN = new long[DataType.DECIMAL_PRECISION_LONG_MAX + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final DataType type;
    private ColumnBuilder column;

    DecimalDecoder(Field field) {
        super(field);
        type = field.type();
        column = ColumnBuilder.of(type.storage(), 1);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        int start = Slices.skipSpaces(data, from, to);
        jsonNumber(data, start, Slices.dropSpaces(data, start, to));
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        if (type.storage() != Storage.LONG || !appendShort(data, from, to)) {
            appendAny(data, from, to);
        }
    }

    /** A number of at most 18 digits, none of them behind the scale, that fits. */
    private boolean appendShort(byte[] data, int from, int to) {
        int i = from < to && (data[from] == '-' || data[from] == '+') ? from + 1 : from;
        int point = -1;
        long unscaled = 0;
        int digits = 0;
        for (; i < to; i++) {
            byte b = data[i];
            if (b == '.' && point < 0) {
                point = i;
            } else if (b >= '0' && b <= '9') {
                unscaled = unscaled * 10 + (b - '0');
                digits++;
            } else {
                return false;
            }
        }
        int missing = type.scale() - (point < 0 ? 0 : to - point - 1);
        if (digits == 0 || missing < 0 || digits + missing > DataType.DECIMAL_PRECISION_LONG_MAX) {
            return false;
        }
        unscaled *= POWERS_OF_TEN[missing];
        if (unscaled >= POWERS_OF_TEN[type.precision()]) {
            return false;
        }
        ((OfLong) column).append(data[from] == '-' ? -unscaled : unscaled);
        return true;
    }

    private void appendAny(byte[] data, int from, int to) {
        if (!Slices.isNumber(data, from, to) || to - from > LENGTH_MAX) {
            throw expected(data, from, to);
        }
        try {
            BigDecimal number = new BigDecimal(new String(data, from, to - from, StandardCharsets.US_ASCII));
            if (Math.abs((long) number.scale()) > EXPONENT_MAX) {
                throw expected(data, from, to);
            }
            JavaValues.append(column, type, number);
        } catch (MillraceException | ArithmeticException | NumberFormatException e) {
            throw expected(data, from, to);
        }
    }
}
