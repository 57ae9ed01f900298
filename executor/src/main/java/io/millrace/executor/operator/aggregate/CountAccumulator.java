package io.millrace.executor.operator.aggregate;

/** Number of rows. */
final class CountAccumulator implements Accumulator {
    private final int at;

    CountAccumulator(Layout layout) {
        at = layout.nextLong();
    }

    /** Its column. */
    int at() {
        return at;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        long[] counts = state.longs[at];
        int[] slots = rows.slots();
        byte[] weights = rows.weights();
        int count = rows.count();
        if (weights == null) {
            for (int i = 0; i < count; i++) {
                counts[slots[i]]++;
            }
            return;
        }
        int[] physical = rows.rows();
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += weights[physical[i]];
        }
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        long[] source = from.longs[at];
        long[] target = to.longs[at];
        for (int i = 0; i < count; i++) {
            target[toPositions[i]] += source[fromPositions[i]];
        }
    }
}
