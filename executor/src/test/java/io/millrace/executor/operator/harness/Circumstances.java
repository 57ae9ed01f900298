package io.millrace.executor.operator.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * How a script is run.
 *
 * @param batchRows rows of a batch at most
 * @param selects whether batches hold other rows too, left out by a selection
 * @param restores whether each epoch begins with a new operator over restored state
 * @param parallelism number of tasks
 */
record Circumstances(int batchRows, boolean selects, boolean restores, int parallelism, StateKind state) {
    private static final int ALL_ROWS = Integer.MAX_VALUE;

    /** Enough to find what goes wrong, few enough to be run for every case. */
    static List<Circumstances> all(boolean partitions) {
        List<Circumstances> all = new ArrayList<>();
        for (int parallelism : partitions ? new int[] {1, 3} : new int[] {1}) {
            for (int batchRows : new int[] {1, 2, 7, ALL_ROWS}) {
                all.add(new Circumstances(batchRows, false, false, parallelism, StateKind.HEAP));
                all.add(new Circumstances(batchRows, true, true, parallelism, StateKind.HEAP));
            }
            all.add(new Circumstances(ALL_ROWS, false, true, parallelism, StateKind.MEMORY));
            all.add(new Circumstances(2, true, false, parallelism, StateKind.MEMORY_TINY_CACHE));
        }
        return all;
    }

    /** On disk, which is slow. */
    static List<Circumstances> onDisk(boolean partitions) {
        int parallelism = partitions ? 3 : 1;
        return List.of(
                new Circumstances(ALL_ROWS, false, true, parallelism, StateKind.ROCKSDB),
                new Circumstances(7, true, false, parallelism, StateKind.ROCKSDB_TINY_CACHE));
    }
}
