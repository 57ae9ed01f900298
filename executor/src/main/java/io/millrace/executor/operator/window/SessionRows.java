package io.millrace.executor.operator.window;

import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.error.MillraceException;
import java.util.Arrays;

/** The rows of one key, ordered by time and cut into sessions. <b>Threading:</b> one thread. */
final class SessionRows {
    private final String operator;
    private final RowTable table;
    private final int timeColumn;
    private final long gapMicros;

    private int[] rows = new int[64];
    private int[] scratch = new int[64];
    private long[] times = new long[0];
    private int count;

    /** Takes a session: its bounds, and its rows at {@code from … to − 1} of {@link #row}. */
    interface Visitor {
        void visit(long start, long end, int from, int to);
    }

    SessionRows(String operator, RowTable table, int timeColumn, long gapMicros) {
        this.operator = operator;
        this.table = table;
        this.timeColumn = timeColumn;
        this.gapMicros = gapMicros;
    }

    /** Takes the rows of a key, {@link RowTable#NONE} for none. */
    void load(int key) {
        count = 0;
        times = ((LongColumn) table.rows().column(timeColumn)).values();
        if (key == RowTable.NONE) {
            return;
        }
        for (int row = table.firstRow(key); row != RowTable.NONE; row = table.nextRow(row)) {
            long copies = table.count(row);
            if (copies < 0) {
                throw MillraceException.internal("operator " + operator + ": a row has " + copies
                        + " copies at the barrier; a delete came without its insert");
            } else if (copies > 0) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, count * 2);
                    scratch = new int[count * 2];
                }
                rows[count++] = row;
            }
        }
        sort();
    }

    /** Merge sort, since rows mostly come in runs. */
    private void sort() {
        for (int width = 1; width < count; width *= 2) {
            for (int from = 0; from < count; from += 2 * width) {
                merge(from, Math.min(from + width, count), Math.min(from + 2 * width, count));
            }
            int[] sorted = scratch;
            scratch = rows;
            rows = sorted;
        }
    }

    private void merge(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takesLeft = left < middle && (right >= to || times[rows[left]] <= times[rows[right]]);
            scratch[i] = takesLeft ? rows[left++] : rows[right++];
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The row handle at a place in the order of time. */
    int row(int place) {
        return rows[place];
    }

    /** Visits the sessions by time. */
    void forEach(Visitor visitor) {
        int from = 0;
        for (int i = 1; i <= count; i++) {
            long end = times[rows[i - 1]] + gapMicros;
            if (i == count || times[rows[i]] >= end) {
                visitor.visit(times[rows[from]], end, from, i);
                from = i;
            }
        }
    }
}
