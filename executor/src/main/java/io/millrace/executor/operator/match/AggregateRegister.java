package io.millrace.executor.operator.match;

import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternAggregate.Function;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over rows of a match that only grows: a count; an exact sum of 128 bits or a double-double one, and a count;
 * or the row with the extreme value.
 *
 * @param argumentType null for COUNT of rows
 */
record AggregateRegister(
        PatternAggregate aggregate, @Nullable DataType argumentType) implements Register {
    private static final MathContext QUOTIENT = new MathContext(60);
    private static final int SUM_WIDTH = 3;

    @Override
    public List<Integer> variables() {
        return aggregate.variables();
    }

    @Override
    public int width() {
        return sums() ? SUM_WIDTH : 1;
    }

    private boolean sums() {
        return aggregate.function() == Function.SUM || aggregate.function() == Function.AVG;
    }

    private boolean isExtreme() {
        return aggregate.function() == Function.MIN || aggregate.function() == Function.MAX;
    }

    @Override
    public void clear(long[] registers, int at) {
        for (int i = at; i < at + width(); i++) {
            registers[i] = 0;
        }
        if (isExtreme()) {
            registers[at] = -1;
        }
    }

    @Override
    public void add(long[] registers, int at, PartitionRows rows, long position) {
        if (argumentType == null) {
            registers[at]++;
            return;
        }
        int row = rows.argumentRow(aggregate.argument(), position);
        Column values = rows.argument(aggregate.argument());
        if (values.isNull(row)) {
            return;
        }
        if (aggregate.function() == Function.COUNT) {
            registers[at]++;
        } else if (isExtreme()) {
            addExtreme(registers, at, rows, position, values, row);
        } else {
            registers[at + 2]++;
            if (values instanceof DoubleColumn doubles) {
                addDouble(registers, at, doubles.values()[row]);
            } else {
                addExact(registers, at, values, row);
            }
        }
    }

    private void addExtreme(long[] registers, int at, PartitionRows rows, long position, Column values, int row) {
        if (registers[at] >= 0) {
            int order = values.compare(row, values, rows.argumentRow(aggregate.argument(), registers[at]));
            if (aggregate.function() == Function.MIN ? order >= 0 : order <= 0) {
                return;
            }
        }
        registers[at] = position;
    }

    private static void addExact(long[] registers, int at, Column values, int row) {
        long low;
        long high;
        if (values instanceof WideColumn wides) {
            low = wides.low()[row];
            high = wides.high()[row];
        } else {
            low = values instanceof IntColumn ints ? ints.values()[row] : ((LongColumn) values).values()[row];
            high = low >> 63;
        }
        long sum = registers[at + 1] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        registers[at] += high + carry;
        registers[at + 1] = sum;
    }

    /** Dekker's and Knuth's sum of two, of about 106 bits. */
    private static void addDouble(long[] registers, int at, double value) {
        double oldHigh = Double.longBitsToDouble(registers[at]);
        double sum = oldHigh + value;
        double newHigh = sum;
        double newLow = 0;
        if (Double.isFinite(sum)) {
            double part = sum - oldHigh;
            double error = oldHigh - (sum - part) + (value - part) + Double.longBitsToDouble(registers[at + 1]);
            newHigh = sum + error;
            newLow = error - (newHigh - sum);
        }
        registers[at] = Double.doubleToLongBits(newHigh);
        registers[at + 1] = Double.doubleToLongBits(newLow);
    }

    /** Appends what the aggregate is now. */
    void append(long[] registers, int at, PartitionRows rows, ColumnBuilder out) {
        switch (aggregate.function()) {
            case COUNT -> ((ColumnBuilder.OfLong) out).append(registers[at]);
            case MIN, MAX -> {
                if (registers[at] < 0) {
                    out.appendNull();
                } else {
                    out.appendFrom(
                            rows.argument(aggregate.argument()), rows.argumentRow(aggregate.argument(), registers[at]));
                }
            }
            case SUM, AVG -> {
                if (registers[at + 2] == 0) {
                    out.appendNull();
                } else if (argumentType != null && argumentType.storage() == Storage.DOUBLE) {
                    ((ColumnBuilder.OfDouble) out).append(doubleResult(registers, at));
                } else {
                    appendExact(registers, at, out);
                }
            }
        }
    }

    private double doubleResult(long[] registers, int at) {
        double high = Double.longBitsToDouble(registers[at]);
        double low = Double.longBitsToDouble(registers[at + 1]);
        if (aggregate.function() == Function.SUM || !Double.isFinite(high)) {
            return high + low;
        }
        double rows = registers[at + 2];
        double quotient = high / rows;
        return quotient + (Math.fma(-quotient, rows, high) + low) / rows;
    }

    private void appendExact(long[] registers, int at, ColumnBuilder out) {
        BigInteger sum = WideColumn.toBigInteger(registers[at], registers[at + 1]);
        int scale = argumentType == null ? 0 : argumentType.scale();
        if (aggregate.function() == Function.AVG) {
            BigDecimal average = new BigDecimal(sum, scale).divide(BigDecimal.valueOf(registers[at + 2]), QUOTIENT);
            ((ColumnBuilder.OfDouble) out).append(average.doubleValue());
            return;
        }
        boolean fits = aggregate.type().storage() == Storage.WIDE
                ? sum.abs().compareTo(BigInteger.TEN.pow(aggregate.type().precision())) < 0
                : sum.bitLength() < Long.SIZE;
        if (!fits) {
            throw new MillraceException(
                    SqlState.NUMBER_OUT_OF_RANGE,
                    "the sum " + new BigDecimal(sum, scale).toPlainString() + " of a pattern is out of range for "
                            + aggregate.type().sqlName());
        }
        if (out instanceof ColumnBuilder.OfWide wides) {
            JavaValues.appendWide(wides, sum);
        } else {
            ((ColumnBuilder.OfLong) out).append(sum.longValueExact());
        }
    }
}
