package io.millrace.executor.operator.over;

import io.millrace.executor.operator.ordered.Reach;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;

/**
 * What functions look at, beside what they have come to before.
 *
 * @param groupsBack groups of rows that tie
 * @param key by which distances are measured
 */
record Look(Reach back, Reach ahead, long groupsBack, long groupsAhead, SortKey key) {
    /** Whether functions look at rows at a distance. */
    boolean measures() {
        return back.distance() >= 0;
    }

    /** How far a function looks at most from where another one looks back to; only if they measure. */
    long distance() {
        long sum = back.distance() + ahead.distance();
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The first position to be read where the rows from a position on may change, with all that tie with it. */
    int firstRead(Sequence sequence, int position) {
        return reached(sequence, firstChanged(sequence, position), back, groupsBack);
    }

    /** The first position that changes where the row at a position does, with all that tie with it. */
    int firstChanged(Sequence sequence, int position) {
        return reached(sequence, position, ahead, groupsAhead);
    }

    /** As {@link #firstRead}, where rows to come have at least that key; the position is behind all that have less. */
    int firstRead(Sequence sequence, int position, long from) {
        int changed = Math.min(first(sequence, position, ahead, from), byGroups(sequence, position, groupsAhead));
        return changed == position
                ? Math.min(first(sequence, position, back, from), byGroups(sequence, position, groupsBack))
                : reached(sequence, changed, back, groupsBack);
    }

    private int reached(Sequence sequence, int position, Reach reach, long groups) {
        return Math.min(first(sequence, position, reach), byGroups(sequence, position, groups));
    }

    /** The first position of the group so many before that of a position, or before one to come there. */
    private static int byGroups(Sequence sequence, int position, long groups) {
        if (groups == 0) {
            return position;
        }
        int[] starts = sequence.groupStarts();
        int group = position == sequence.size() ? starts.length - 1 : sequence.tieNumbers()[position] - 1;
        return starts[(int) Math.max(0, group - groups)];
    }

    private int first(Sequence sequence, int position, Reach reach) {
        int row = sequence.rows()[position];
        Column values = sequence.column(key.column());
        boolean measures = reach.distance() >= 0 && !values.isNull(row);
        return measures
                ? first(sequence, position, reach, value(values, row))
                : sequence.tieStarts()[byRows(position, reach)];
    }

    private int first(Sequence sequence, int position, Reach reach, long from) {
        int first = byRows(position, reach);
        if (reach.distance() >= 0) {
            Column values = sequence.column(key.column());
            long limit = key.descending() ? plus(from, reach.distance()) : -plus(-from, reach.distance());
            while (first > 0 && isWithin(values, sequence.rows()[first - 1], limit)) {
                first--;
            }
        }
        return first == sequence.size() ? first : sequence.tieStarts()[first];
    }

    private boolean isWithin(Column values, int row, long limit) {
        return !values.isNull(row) && (key.descending() ? value(values, row) <= limit : value(values, row) >= limit);
    }

    private static int byRows(int position, Reach reach) {
        return (int) Math.max(0, position - reach.rows());
    }

    private static long plus(long value, long distance) {
        long sum = value + distance;
        return sum < value ? Long.MAX_VALUE : sum;
    }

    static long value(Column values, int row) {
        return values instanceof IntColumn ints ? ints.values()[row] : ((LongColumn) values).values()[row];
    }
}
