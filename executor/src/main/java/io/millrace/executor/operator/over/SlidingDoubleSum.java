package io.millrace.executor.operator.over;

import io.millrace.executor.operator.aggregate.Dyadic;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * SUM and AVG of DOUBLEs: a fixed-point number wide enough for any double, so that what enters and leaves leaves nothing behind
 * and the result, rounded once, does not hang on the order. NaN and the infinities are counted beside it.
 *
 * <p><b>Source:</b> Kulisch, "Computer Arithmetic and Validity", 2008.
 */
final class SlidingDoubleSum implements SlidingAggregate {
    /** Digits of 32 bits: 2098 bits from the smallest to the greatest double, and room for sums. */
    private static final int DIGITS = 69;
    /** Weight of the lowest bit as a power of two. */
    private static final int EXPONENT_MIN = -1074;

    private static final long DIGIT_MASK = 0xffff_ffffL;
    /** Additions that no digit overflows in. */
    private static final int ADDITIONS_MAX = 1 << 29;

    private final String name;
    private final int value;
    private final DataType type;
    private final boolean averages;

    private double[] values = {};
    private Column column = new DoubleColumn(values, null);
    private int[] rows = {};
    private final long[] digits = new long[DIGITS];
    private int additions;
    private long count;
    private long nans;
    private long positiveInfinities;
    private long negativeInfinities;

    SlidingDoubleSum(String name, int value, DataType type, boolean averages) {
        this.name = name;
        this.value = value;
        this.type = type;
        this.averages = averages;
    }

    @Override
    public void begin(Sequence sequence) {
        column = sequence.column(value);
        values = ((DoubleColumn) column).values();
        rows = sequence.rows();
        Arrays.fill(digits, 0);
        additions = 0;
        count = 0;
        nans = 0;
        positiveInfinities = 0;
        negativeInfinities = 0;
    }

    @Override
    public void enter(int position) {
        add(rows[position], 1);
    }

    @Override
    public void leave(int position) {
        add(rows[position], -1);
    }

    private void add(int row, int weight) {
        if (column.isNull(row)) {
            return;
        }
        count += weight;
        double number = values[row];
        if (Double.isNaN(number)) {
            nans += weight;
        } else if (number == Double.POSITIVE_INFINITY) {
            positiveInfinities += weight;
        } else if (number == Double.NEGATIVE_INFINITY) {
            negativeInfinities += weight;
        } else {
            addFinite(number, number < 0 ? -weight : weight);
        }
    }

    private void addFinite(double number, int sign) {
        if (++additions == ADDITIONS_MAX) {
            carry();
        }
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & (1L << 52) - 1 | (exponent == 0 ? 0 : 1L << 52);
        int place = Math.max(exponent, 1) - 1;
        int digit = place >>> 5;
        int shift = place & 31;
        digits[digit] += sign * (mantissa << shift & DIGIT_MASK);
        digits[digit + 1] += sign * (mantissa >>> 32 - shift & DIGIT_MASK);
        digits[digit + 2] += sign * (shift == 0 ? 0 : mantissa >>> 64 - shift);
    }

    /** Brings all digits but the last into their range. */
    private void carry() {
        long carry = 0;
        for (int i = 0; i < DIGITS - 1; i++) {
            long digit = digits[i] + carry;
            digits[i] = digit & DIGIT_MASK;
            carry = digit >> 32;
        }
        digits[DIGITS - 1] += carry;
        additions = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        carry();
        out.writeLong(count);
        out.writeLong(nans);
        out.writeLong(positiveInfinities);
        out.writeLong(negativeInfinities);
        for (int i = 0; i < DIGITS; i++) {
            if (digits[i] != 0) {
                out.writeByte(i);
                out.writeLong(digits[i]);
            }
        }
        out.writeByte(DIGITS);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        nans = in.readLong();
        positiveInfinities = in.readLong();
        negativeInfinities = in.readLong();
        for (int i = in.readByte(); i < DIGITS; i = in.readByte()) {
            digits[i] = in.readLong();
        }
    }

    @Override
    public void append(ColumnBuilder out) {
        if (count == 0 && type.nullable()) {
            out.appendNull();
        } else {
            double sum = result();
            ((ColumnBuilder.OfDouble) out).append(type.kind() == TypeKind.REAL ? (float) sum : sum);
        }
    }

    private double result() {
        if (nans != 0 || positiveInfinities != 0 && negativeInfinities != 0) {
            return Double.NaN;
        } else if (positiveInfinities != 0 || negativeInfinities != 0) {
            return positiveInfinities != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        carry();
        int first = 0;
        while (first < DIGITS && digits[first] == 0) {
            first++;
        }
        if (first == DIGITS || count == 0) {
            return 0;
        }
        BigInteger divisor = averages ? BigInteger.valueOf(count) : BigInteger.ONE;
        double result = new Dyadic(digitsFrom(first), EXPONENT_MIN + 32 * first).dividedBy(divisor);
        if (Double.isInfinite(result)) {
            throw new MillraceException(
                    SqlState.NUMBER_OUT_OF_RANGE, "the sum of " + name + " is out of range for " + type.sqlName());
        }
        return result;
    }

    private BigInteger digitsFrom(int first) {
        int last = DIGITS - 1;
        // Digits that only repeat the sign are taken over by the one below.
        while (last > first && (digits[last] == 0 || digits[last] == -1)) {
            digits[last - 1] += digits[last] << 32;
            digits[last--] = 0;
        }
        BigInteger sum = BigInteger.valueOf(digits[last]);
        for (int i = last - 1; i >= first; i--) {
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
        }
        return sum;
    }
}
