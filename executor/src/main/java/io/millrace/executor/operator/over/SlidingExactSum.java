package io.millrace.executor.operator.over;

import io.millrace.executor.operator.aggregate.Dyadic;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** SUM and AVG of whole numbers and decimals, exact in 192 bits. */
final class SlidingExactSum implements SlidingAggregate {
    private static final long DOUBLE_EXACT_MAX = 1L << 53;

    private final String name;
    private final int value;
    private final DataType type;
    private final boolean averages;
    private final BigInteger unit;
    private final BigInteger max;
    private final BigInteger min;

    private Column values = new IntColumn(new int[0], null);
    private int[] rows = {};
    private long count;
    /** Two's complement, the lowest word first. */
    private long low;

    private long middle;
    private long high;

    /** @param type of the result */
    SlidingExactSum(String name, int value, DataType argument, DataType type, boolean averages) {
        this.name = name;
        this.value = value;
        this.type = type;
        this.averages = averages;
        unit = BigInteger.TEN.pow(argument.scale());
        max = switch (type.kind()) {
            case TINYINT -> BigInteger.valueOf(Byte.MAX_VALUE);
            case SMALLINT -> BigInteger.valueOf(Short.MAX_VALUE);
            case INTEGER, INTERVAL_YEAR_MONTH -> BigInteger.valueOf(Integer.MAX_VALUE);
            case DECIMAL -> BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
            default -> BigInteger.valueOf(Long.MAX_VALUE);
        };
        min = type.kind().isExactNumeric() && type.kind() != TypeKind.DECIMAL
                ? max.negate().subtract(BigInteger.ONE)
                : max.negate();
    }

    @Override
    public void begin(Sequence sequence) {
        values = sequence.column(value);
        rows = sequence.rows();
        count = 0;
        low = 0;
        middle = 0;
        high = 0;
    }

    @Override
    public void enter(int position) {
        int row = rows[position];
        if (!values.isNull(row)) {
            count++;
            add(highWord(row), lowWord(row));
        }
    }

    @Override
    public void leave(int position) {
        int row = rows[position];
        if (!values.isNull(row)) {
            count--;
            long word = lowWord(row);
            add(~highWord(row) + (word == 0 ? 1 : 0), -word);
        }
    }

    private long lowWord(int row) {
        if (values instanceof IntColumn ints) {
            return ints.values()[row];
        } else if (values instanceof LongColumn longs) {
            return longs.values()[row];
        }
        return ((WideColumn) values).low()[row];
    }

    private long highWord(int row) {
        return values instanceof WideColumn wide ? wide.high()[row] : lowWord(row) >> 63;
    }

    private void add(long highWord, long lowWord) {
        low += lowWord;
        long carry = Long.compareUnsigned(low, lowWord) < 0 ? 1 : 0;
        middle += highWord;
        long overflow = Long.compareUnsigned(middle, highWord) < 0 ? 1 : 0;
        middle += carry;
        overflow += Long.compareUnsigned(middle, carry) < 0 ? 1 : 0;
        high += (highWord >> 63) + overflow;
    }

    private boolean fitsLong() {
        return middle == low >> 63 && high == low >> 63;
    }

    private BigInteger sum() {
        return fitsLong()
                ? BigInteger.valueOf(low)
                : new BigInteger(ByteBuffer.allocate(24)
                        .putLong(high)
                        .putLong(middle)
                        .putLong(low)
                        .array());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(low);
        out.writeLong(middle);
        out.writeLong(high);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        low = in.readLong();
        middle = in.readLong();
        high = in.readLong();
    }

    @Override
    public void append(ColumnBuilder out) {
        if (count == 0 && type.nullable()) {
            out.appendNull();
        } else if (averages) {
            ((ColumnBuilder.OfDouble) out).append(average());
        } else {
            appendSum(out);
        }
    }

    private double average() {
        if (count == 0) {
            return 0;
        }
        boolean isSmall = fitsLong() && low <= DOUBLE_EXACT_MAX && low >= -DOUBLE_EXACT_MAX;
        if (isSmall && unit.bitLength() <= 53 && count <= DOUBLE_EXACT_MAX / unit.longValueExact()) {
            return (double) low / (double) (count * unit.longValueExact());
        }
        return new Dyadic(sum(), 0).dividedBy(unit.multiply(BigInteger.valueOf(count)));
    }

    private void appendSum(ColumnBuilder out) {
        boolean isPlain = fitsLong() && max.bitLength() >= 63 && (min.signum() < 0);
        if (!isPlain) {
            BigInteger sum = sum();
            if (sum.compareTo(max) > 0 || sum.compareTo(min) < 0) {
                throw new MillraceException(
                        SqlState.NUMBER_OUT_OF_RANGE,
                        "the sum " + new BigDecimal(sum, type.scale()).toPlainString() + " of " + name
                                + " is out of range for " + type.sqlName());
            }
        }
        switch (type.storage()) {
            case INT -> ((ColumnBuilder.OfInt) out).append((int) low);
            case LONG -> ((ColumnBuilder.OfLong) out).append(low);
            case WIDE -> JavaValues.appendWide((ColumnBuilder.OfWide) out, sum());
            case DOUBLE, BYTES, NESTED -> throw MillraceException.internal("a sum of type " + type);
        }
    }
}
