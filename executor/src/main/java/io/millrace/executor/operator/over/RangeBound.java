package io.millrace.executor.operator.over;

import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.time.LocalDate;
import java.util.Objects;

/**
 * An end of a RANGE frame at a distance of the sort key. Rows whose key is NULL have each other in their frames and are in no
 * other.
 */
final class RangeBound {
    static final RangeBound NONE = new RangeBound();

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final int column;
    private final boolean descending;
    private final DataType type;
    /** Direction in values: +1 if the bound is at greater ones. */
    private final int sign;

    private final long distance;
    private final double doubleDistance;
    private final boolean months;

    private RangeBound() {
        column = -1;
        descending = false;
        type = DataType.of(TypeKind.NULL);
        sign = 0;
        distance = 0;
        doubleDistance = 0;
        months = false;
    }

    RangeBound(SortKey key, DataType type, Bound bound) {
        Literal offset = Objects.requireNonNull(bound.offset());
        this.column = key.column();
        this.descending = key.descending();
        this.type = type;
        sign = (bound.kind() == OverFrame.Kind.PRECEDING) == descending ? 1 : -1;
        months = offset.type().kind() == TypeKind.INTERVAL_YEAR_MONTH;
        boolean isDouble = type.storage() == Storage.DOUBLE;
        doubleDistance = isDouble ? offset.doubleValue() : 0;
        distance = isDouble ? 0 : offset.longValue();
    }

    /** The first position of each frame. */
    void starts(Sequence sequence, int[] starts) {
        Column values = sequence.column(column);
        int end = sequence.size();
        int next = 0;
        for (int i = 0; i < end; i++) {
            int row = sequence.rows()[i];
            if (values.isNull(row)) {
                starts[i] = sequence.tieStarts()[i];
                continue;
            }
            while (next < end && (isNull(sequence, values, next) ? next <= i : isBefore(sequence, values, next, row))) {
                next++;
            }
            starts[i] = next;
        }
    }

    /** The first position behind each frame. */
    void ends(Sequence sequence, int[] ends) {
        Column values = sequence.column(column);
        int end = sequence.size();
        int next = 0;
        for (int i = 0; i < end; i++) {
            int row = sequence.rows()[i];
            if (values.isNull(row)) {
                ends[i] = sequence.tieEnds()[i];
                continue;
            }
            while (next < end && isNull(sequence, values, next) && next <= i) {
                next++;
            }
            while (next < end && !isNull(sequence, values, next) && !isBehind(sequence, values, next, row)) {
                next++;
            }
            ends[i] = next;
        }
    }

    private static boolean isNull(Sequence sequence, Column values, int position) {
        return values.isNull(sequence.rows()[position]);
    }

    private boolean isBefore(Sequence sequence, Column values, int position, int row) {
        return compareToBound(values, sequence.rows()[position], row) < 0;
    }

    private boolean isBehind(Sequence sequence, Column values, int position, int row) {
        return compareToBound(values, sequence.rows()[position], row) > 0;
    }

    /** Where a value lies by the order, against the bound of the frame of a row. */
    private int compareToBound(Column values, int other, int row) {
        int order;
        if (values instanceof DoubleColumn doubles) {
            double bound = doubles.values()[row] + sign * doubleDistance;
            order = Double.compare(DoubleColumn.canonical(doubles.values()[other]), DoubleColumn.canonical(bound));
        } else {
            order = Long.compare(value(values, other), bound(value(values, row)));
        }
        return descending ? -order : order;
    }

    private static long value(Column values, int row) {
        return values instanceof IntColumn ints ? ints.values()[row] : ((LongColumn) values).values()[row];
    }

    private long bound(long value) {
        if (!months) {
            long bound = value + sign * distance;
            boolean overflows = ((value ^ bound) & (sign * distance ^ bound)) < 0;
            return overflows ? (value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : bound;
        } else if (type.kind() == TypeKind.DATE) {
            return LocalDate.ofEpochDay(value).plusMonths(sign * distance).toEpochDay();
        }
        long day = Math.floorDiv(value, MICROS_PER_DAY);
        long moved = LocalDate.ofEpochDay(day).plusMonths(sign * distance).toEpochDay();
        return Math.multiplyExact(moved, MICROS_PER_DAY) + Math.floorMod(value, MICROS_PER_DAY);
    }
}
