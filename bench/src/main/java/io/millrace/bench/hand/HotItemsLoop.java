package io.millrace.bench.hand;

import io.millrace.connector.blackhole.RowHash;

/** q5: counts of slices of two seconds; a window is five of them. */
final class HotItemsLoop implements BidLoop {
    private static final long SLICE_MICROS = 2_000_000;
    private static final int SLICES = 5;

    private final Result result = new Result();
    private final Counts[] slices = new Counts[SLICES];
    private final Counts window = new Counts();
    private long slice = Long.MIN_VALUE;

    HotItemsLoop() {
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new Counts();
        }
    }

    @Override
    public void add(Bids bids) {
        long[] auction = bids.auction();
        long[] timeMicros = bids.timeMicros();
        for (int row = 0; row < bids.rows(); row++) {
            long its = Math.floorDiv(timeMicros[row], SLICE_MICROS);
            if (its != slice) {
                moveTo(its);
            }
            slices[(int) Math.floorMod(slice, (long) SLICES)].add(auction[row], 1);
        }
    }

    private void moveTo(long next) {
        // Windows end with each slice from the one that was filled to the one before the next; those without bids are
        // none.
        for (int i = 0; slice != Long.MIN_VALUE && slice < next && i < SLICES; i++) {
            emitWindowThatEndsWithSlice();
            slice++;
            slices[(int) Math.floorMod(slice, (long) SLICES)].clear();
        }
        slice = next;
    }

    private void emitWindowThatEndsWithSlice() {
        window.clear();
        for (Counts counts : slices) {
            window.addAll(counts);
        }
        long largest = window.largest();
        for (long auction : largest == 0 ? new long[0] : window.keysOf(largest)) {
            result.add(RowHash.add(RowHash.add(RowHash.START, auction), largest));
        }
    }

    @Override
    public void end() {
        if (slice != Long.MIN_VALUE) {
            moveTo(slice + SLICES);
        }
    }

    @Override
    public Result result() {
        return result;
    }
}
