package io.millrace.spi.key;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which key group a row's key belongs to and which task owns a key group.
 *
 * <p><b>Source:</b> the assignment is Apache Flink's {@code KeyGroupRangeAssignment} (murmur of the key's hash, then equal
 * ranges), so that a plan and its state can move there.
 */
public final class KeyGroups {
    /** Key groups of a query unless it says otherwise; fixed for a query's life. */
    public static final int COUNT_DEFAULT = 128;

    private KeyGroups() {}

    /**
     * The hash of each logical row's key.
     *
     * @param hashes filled at 0 … batch.rows() − 1
     */
    public static void hash(RowBatch batch, int[] keyColumns, int[] hashes) {
        int rows = batch.rows();
        int @Nullable [] selection = batch.selection();
        for (int k = 0; k < keyColumns.length; k++) {
            Column column = batch.column(keyColumns[k]);
            if (column instanceof LongColumn longs && column.nulls() == null) {
                hashLongs(longs.values(), selection, rows, hashes, k == 0);
            } else if (column instanceof IntColumn ints && column.nulls() == null) {
                hashInts(ints.values(), selection, rows, hashes, k == 0);
            } else {
                for (int i = 0; i < rows; i++) {
                    int hash = column.hash(selection == null ? i : selection[i]);
                    hashes[i] = k == 0 ? hash : 31 * hashes[i] + hash;
                }
            }
        }
        if (keyColumns.length == 0) {
            Arrays.fill(hashes, 0, rows, 0);
        }
    }

    private static void hashLongs(long[] values, int @Nullable [] selection, int rows, int[] hashes, boolean first) {
        for (int i = 0; i < rows; i++) {
            int hash = Long.hashCode(values[selection == null ? i : selection[i]]);
            hashes[i] = first ? hash : 31 * hashes[i] + hash;
        }
    }

    private static void hashInts(int[] values, int @Nullable [] selection, int rows, int[] hashes, boolean first) {
        for (int i = 0; i < rows; i++) {
            int hash = Long.hashCode(values[selection == null ? i : selection[i]]);
            hashes[i] = first ? hash : 31 * hashes[i] + hash;
        }
    }

    /** The key group of a key's hash. */
    public static int ofHash(int hash, int groups) {
        return murmur(hash) % groups;
    }

    /** The task that owns a key group. */
    public static int task(int group, int groups, int parallelism) {
        return group * parallelism / groups;
    }

    /** First key group of a task. */
    public static int first(int task, int groups, int parallelism) {
        return (task * groups + parallelism - 1) / parallelism;
    }

    /** One behind the last key group of a task. */
    public static int end(int task, int groups, int parallelism) {
        return first(task + 1, groups, parallelism);
    }

    /** Murmur3 of one 32-bit word, made non-negative. */
    static int murmur(int code) {
        code *= 0xcc9e2d51;
        code = Integer.rotateLeft(code, 15);
        code *= 0x1b873593;
        code = Integer.rotateLeft(code, 13);
        code = code * 5 + 0xe6546b64;
        code ^= 4;
        code ^= code >>> 16;
        code *= 0x85ebca6b;
        code ^= code >>> 13;
        code *= 0xc2b2ae35;
        code ^= code >>> 16;
        if (code >= 0) {
            return code;
        }
        return code != Integer.MIN_VALUE ? -code : 0;
    }
}
