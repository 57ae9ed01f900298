package io.millrace.executor.operator.harness;

/** Where an operator's state is while it is tested. */
enum StateKind {
    HEAP(1, 2, 7, Integer.MAX_VALUE);

    private final int[] batchSizes;

    StateKind(int... batchSizes) {
        this.batchSizes = batchSizes;
    }

    int[] batchSizes() {
        return batchSizes;
    }
}
