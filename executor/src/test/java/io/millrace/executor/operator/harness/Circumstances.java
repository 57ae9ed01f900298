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
    static List<Circumstances> all(boolean partitions) {
        List<Circumstances> all = new ArrayList<>();
        for (StateKind state : StateKind.values()) {
            for (int parallelism : partitions ? new int[] {1, 3} : new int[] {1}) {
                for (int batchRows : state.batchSizes()) {
                    all.add(new Circumstances(batchRows, false, false, parallelism, state));
                    all.add(new Circumstances(batchRows, true, true, parallelism, state));
                }
            }
        }
        return all;
    }
}
