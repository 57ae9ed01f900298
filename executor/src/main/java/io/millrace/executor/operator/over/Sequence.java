package io.millrace.executor.operator.over;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;

/**
 * The rows of a partition, or from one of them on, in order, each copy a position of its own. <b>Threading:</b> one thread.
 */
final class Sequence {
    private final RowBatch batch;
    private final int size;
    private final int[] rows;
    private final int[] tieStarts;
    private final int[] tieEnds;
    private final int[] tieNumbers;
    private final Tail before;
    private int firstWanted;

    private Sequence(
            RowBatch batch, int size, int[] rows, int[] tieStarts, int[] tieEnds, int[] tieNumbers, Tail before) {
        this.before = before;
        this.batch = batch;
        this.size = size;
        this.rows = rows;
        this.tieStarts = tieStarts;
        this.tieEnds = tieEnds;
        this.tieNumbers = tieNumbers;
    }

    /**
     * @param copies by row of the batch
     * @param beginsTie by row of the batch, whether it differs in the order from the row before
     * @param before what comes before these rows in the partition
     */
    static Sequence of(RowBatch batch, long[] copies, boolean[] beginsTie, Tail before) {
        long total = 0;
        for (int row = 0; row < batch.rows(); row++) {
            total += copies[row];
        }
        int size = Math.toIntExact(total);
        int[] rows = new int[size];
        int[] starts = new int[size];
        int[] ends = new int[size];
        int[] numbers = new int[size];
        int position = 0;
        int start = 0;
        int number = 0;
        for (int row = 0; row < batch.rows(); row++) {
            if (beginsTie[row]) {
                close(ends, start, position);
                start = position;
            }
            for (long copy = copies[row]; copy > 0; copy--) {
                if (position == start) {
                    number++;
                }
                rows[position] = row;
                starts[position] = start;
                numbers[position++] = number;
            }
        }
        close(ends, start, position);
        return new Sequence(batch, size, rows, starts, ends, numbers, before);
    }

    private static void close(int[] ends, int from, int to) {
        for (int i = from; i < to; i++) {
            ends[i] = to;
        }
    }

    /** Number of positions. */
    int size() {
        return size;
    }

    /** Says from which position on values are wanted: those before lack rows that they look at. */
    void want(int first) {
        firstWanted = first;
    }

    /** Whether a value that is out of range is an error. */
    boolean wants(int position) {
        return position >= firstWanted;
    }

    /** Rows of the partition before the first position. */
    long rowsBefore() {
        return before.rows();
    }

    /** Different values of the order before the first position. */
    long tiesBefore() {
        return before.ties();
    }

    /** By position its row in the columns. */
    int[] rows() {
        return rows;
    }

    /** By position the first position that ties with it. */
    int[] tieStarts() {
        return tieStarts;
    }

    /** By position the first one behind it that does not tie with it. */
    int[] tieEnds() {
        return tieEnds;
    }

    /** By position, from 1 on, the how many-th value of the order it has. */
    int[] tieNumbers() {
        return tieNumbers;
    }

    /** The first position of each value of the order, and at last the number of positions. */
    int[] groupStarts() {
        int[] starts = new int[size == 0 ? 1 : tieNumbers[size - 1] + 1];
        for (int i = 0; i < size; i = tieEnds[i]) {
            starts[tieNumbers[i] - 1] = i;
        }
        starts[starts.length - 1] = size;
        return starts;
    }

    /** What comes before the first position. */
    Tail before() {
        return before;
    }

    RowBatch batch() {
        return batch;
    }

    Column column(int index) {
        return batch.column(index);
    }

    /** Number of positions before each that hold a value, in a column; one more at the end for all. */
    int[] valuesBefore(Column column) {
        int[] before = new int[size + 1];
        for (int i = 0; i < size; i++) {
            before[i + 1] = before[i] + (column.isNull(rows[i]) ? 0 : 1);
        }
        return before;
    }

    /** The positions that hold a value in a column. */
    int[] valuePositions(Column column, int count) {
        int[] positions = new int[count];
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (!column.isNull(rows[i])) {
                positions[next++] = i;
            }
        }
        return positions;
    }
}
