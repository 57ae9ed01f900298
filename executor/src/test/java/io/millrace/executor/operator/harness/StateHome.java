package io.millrace.executor.operator.harness;

import io.millrace.executor.state.KeyedState;

/** The state of the tasks of one run. */
interface StateHome extends AutoCloseable {
    static StateHome open(Circumstances circumstances) {
        return circumstances.state() == StateKind.HEAP
                ? new HeapHome(circumstances.parallelism())
                : new StoreHome(circumstances);
    }

    /** State for a new operator in a task. */
    KeyedState state(int task);

    /** Makes a checkpoint, behind a barrier. */
    void checkpoint();

    /**
     * Makes a checkpoint and begins again from it.
     *
     * @return the parallelism from now on
     */
    int restart(int epoch);

    /** Entries in plain state of one task, −1 if that is not known. */
    int entries();

    @Override
    void close();
}
