package io.millrace.executor.operator.aggregate;

import io.millrace.executor.state.GroupTable;
import java.util.Arrays;

/**
 * The accumulator columns of many groups: of a state table (positions are slots), of images taken of it, or of windows being
 * merged. <b>Threading:</b> one thread.
 */
public final class Accumulators {
    final long[][] longs;
    final byte[][][] bytes;

    /** Columns of the given numbers, with no positions yet. */
    public Accumulators(int longCount, int bytesCount) {
        longs = new long[longCount][0];
        bytes = new byte[bytesCount][0][];
    }

    /** Looks at a table's columns; to be repeated after each {@link GroupTable#slots}. */
    public void view(GroupTable table) {
        for (int i = 0; i < longs.length; i++) {
            longs[i] = table.longs(i);
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = table.bytes(i);
        }
    }

    /** Makes room for positions below that, in columns of its own; new ones hold zeros. */
    public void reserve(int positions) {
        for (int i = 0; i < longs.length; i++) {
            if (longs[i].length < positions) {
                longs[i] = Arrays.copyOf(longs[i], Math.max(positions, longs[i].length * 2));
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i].length < positions) {
                bytes[i] = Arrays.copyOf(bytes[i], Math.max(positions, bytes[i].length * 2));
            }
        }
    }

    /** Sets positions below that to zero, in columns of its own. */
    public void clear(int positions) {
        for (long[] column : longs) {
            Arrays.fill(column, 0, Math.min(positions, column.length), 0);
        }
        for (byte[][] column : bytes) {
            Arrays.fill(column, 0, Math.min(positions, column.length), null);
        }
    }

    /** Copies the accumulators of some positions of another to {@code at, at + 1, …} here. */
    public void copyFrom(Accumulators other, int[] positions, int from, int to, int at) {
        reserve(at + to - from);
        for (int i = 0; i < longs.length; i++) {
            long[] source = other.longs[i];
            long[] target = longs[i];
            for (int p = from; p < to; p++) {
                target[at + p - from] = source[positions[p]];
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            for (int p = from; p < to; p++) {
                bytes[i][at + p - from] = other.bytes[i][positions[p]];
            }
        }
    }
}
