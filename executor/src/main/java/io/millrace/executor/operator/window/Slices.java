package io.millrace.executor.operator.window;

import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;

/**
 * Cuts event time into slices, the longest pieces that no window cuts; windows are runs of slices. A slice is named by its
 * end, in microseconds; times may be negative.
 */
final class Slices {
    private final long sizeMicros;
    private final long slideMicros;
    private final long offsetMicros;
    private final long sliceMicros;
    private final boolean hasGaps;
    private final boolean cumulates;

    Slices(WindowSpec window) {
        sizeMicros = window.sizeMicros();
        slideMicros = window.slideMicros();
        offsetMicros = window.offsetMicros();
        sliceMicros = divisor(sizeMicros, slideMicros);
        hasGaps = slideMicros > sizeMicros;
        cumulates = window.kind() == WindowSpec.Kind.CUMULATE;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    long slideMicros() {
        return slideMicros;
    }

    /** Whether each window is one slice. */
    boolean areWindows() {
        return sliceMicros == sizeMicros;
    }

    /** End of the slice that a time is in. */
    long sliceEnd(long time) {
        return time - Math.floorMod(time - offsetMicros, sliceMicros) + sliceMicros;
    }

    /** End of the first window that a slice is in, or would be in if windows had no gaps between them. */
    long firstWindowEnd(long sliceEnd) {
        return sliceEnd + Math.floorMod(offsetMicros + sizeMicros - sliceEnd, slideMicros);
    }

    /** End of the last window that a slice is in. */
    long lastWindowEnd(long sliceEnd) {
        if (cumulates) {
            return windowStart(sliceEnd) + sizeMicros;
        }
        long end = sliceEnd - sliceMicros + sizeMicros;
        return end - Math.floorMod(end - offsetMicros - sizeMicros, slideMicros);
    }

    /** Start of the window that ends then. */
    long windowStart(long windowEnd) {
        if (cumulates) {
            long lastSlice = windowEnd - sliceMicros;
            return lastSlice - Math.floorMod(lastSlice - offsetMicros, sizeMicros);
        }
        return windowEnd - sizeMicros;
    }

    /** Whether a slice is in any window. */
    boolean isInWindow(long sliceEnd) {
        return !hasGaps || firstWindowEnd(sliceEnd) - sizeMicros < sliceEnd;
    }

    /**
     * The ends of the slices of a batch's rows as one more column. Rows in no window, those without a time among them, are left
     * out.
     */
    RowBatch withSliceEnds(RowBatch batch, int timeColumn) {
        LongColumn times = (LongColumn) batch.column(timeColumn);
        long[] values = times.values();
        int rows = batch.rows();
        long[] ends = new long[rows == 0 ? 0 : batch.row(rows - 1) + 1];
        int[] selection = batch.selection();
        boolean mayDrop = hasGaps || times.nulls() != null;
        int[] kept = mayDrop ? new int[rows] : new int[0];
        int keptRows = 0;
        long end = Long.MIN_VALUE;
        boolean isInWindow = false;
        for (int i = 0; i < rows; i++) {
            int row = selection == null ? i : selection[i];
            long time = values[row];
            // Rows come in runs of one slice: a division a run.
            if (time >= end || time < end - sliceMicros || end == Long.MIN_VALUE) {
                end = sliceEnd(time);
                isInWindow = isInWindow(end);
            }
            ends[row] = end;
            if (mayDrop) {
                kept[keptRows] = row;
                keptRows += isInWindow && !times.isNull(row) ? 1 : 0;
            }
        }
        RowBatch extended = Columns.append(batch, new LongColumn(ends, null));
        return mayDrop ? extended.select(kept, keptRows) : extended;
    }
}
