package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfInt;
import io.millrace.spi.batch.ColumnBuilder.OfLong;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Whole numbers; {@code 1e3} and {@code 5.0} are some too. */
final class IntegralDecoder extends ColumnDecoder {
    /** So many digits fit a long whatever they are. */
    private static final int DIGITS_SAFE = 18;

    private static final int DIGITS_SLOW_MAX = 1_000;

    private final boolean isInt;
    private final long min;
    private final long max;
    private OfInt ints = (OfInt) ColumnBuilder.of(Storage.INT, 1);
    private OfLong longs = (OfLong) ColumnBuilder.of(Storage.LONG, 1);

    IntegralDecoder(Field field) {
        super(field);
        TypeKind kind = field.type().kind();
        isInt = field.type().storage() == Storage.INT;
        max = kind == TypeKind.TINYINT
                ? Byte.MAX_VALUE
                : kind == TypeKind.SMALLINT ? Short.MAX_VALUE : isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
        min = -max - 1;
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        if (isInt) {
            ints = (OfInt) newColumn;
        } else {
            longs = (OfLong) newColumn;
        }
    }

    @Override
    public void text(byte[] data, int from, int to) {
        int start = Slices.skipSpaces(data, from, to);
        jsonNumber(data, start, Slices.dropSpaces(data, start, to));
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        int i = from < to && (data[from] == '-' || data[from] == '+') ? from + 1 : from;
        int digits = to - i;
        long value = 0;
        while (i < to && data[i] >= '0' && data[i] <= '9') {
            value = value * 10 + (data[i] - '0');
            i++;
        }
        if (i < to || digits == 0 || digits > DIGITS_SAFE) {
            value = slow(data, from, to);
        } else if (data[from] == '-') {
            value = -value;
        }
        if (value < min || value > max) {
            throw expected(data, from, to);
        }
        if (isInt) {
            ints.append((int) value);
        } else {
            longs.append(value);
        }
    }

    private long slow(byte[] data, int from, int to) {
        if (!Slices.isNumber(data, from, to) || to - from > DIGITS_SLOW_MAX) {
            throw expected(data, from, to);
        }
        try {
            BigDecimal number = new BigDecimal(new String(data, from, to - from, StandardCharsets.US_ASCII));
            if (number.precision() - (long) number.scale() > DIGITS_SAFE + 1 || number.scale() > DIGITS_SLOW_MAX) {
                throw expected(data, from, to);
            }
            return number.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw expected(data, from, to);
        }
    }
}
