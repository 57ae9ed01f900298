package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.Storage;
import java.math.BigInteger;

/**
 * Exact sum of whole numbers (of decimals: unscaled) in 192 bits: {@code top·2¹²⁸ + high·2⁶⁴ + low}, each word signed, so
 * that the upper words stay untouched as long as the lower ones do not overflow. Arguments of at most 64 bits leave out the
 * top word.
 */
final class ExactSum implements Accumulator {
    private static final int NONE = -1;

    private final Storage storage;
    private final int low;
    private final int high;
    private final int top;

    ExactSum(Layout layout, Storage storage) {
        this.storage = storage;
        low = layout.nextLong();
        high = layout.nextLong();
        top = storage == Storage.WIDE ? layout.nextLong() : NONE;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        switch (storage) {
            case INT -> addInts(state, rows, ((IntColumn) rows.argument()).values());
            case LONG -> addLongs(state, rows, ((LongColumn) rows.argument()).values());
            case WIDE -> addWides(state, rows, (WideColumn) rows.argument());
            case DOUBLE, BYTES, NESTED -> throw new IllegalStateException("exact sum of " + storage);
        }
    }

    private void addInts(Accumulators state, SlotRows rows, int[] values) {
        long[] lows = state.longs[low];
        long[] highs = state.longs[high];
        int[] physical = rows.rows();
        int[] slots = rows.slots();
        byte[] weights = rows.weights();
        for (int i = 0; i < rows.count(); i++) {
            int row = physical[i];
            long value = values[row];
            add(lows, highs, slots[i], weights == null ? value : value * weights[row]);
        }
    }

    private void addLongs(Accumulators state, SlotRows rows, long[] values) {
        long[] lows = state.longs[low];
        long[] highs = state.longs[high];
        int[] physical = rows.rows();
        int[] slots = rows.slots();
        byte[] weights = rows.weights();
        int count = rows.count();
        if (weights == null) {
            for (int i = 0; i < count; i++) {
                add(lows, highs, slots[i], values[physical[i]]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = physical[i];
            if (weights[row] > 0) {
                add(lows, highs, slots[i], values[row]);
            } else {
                subtract(lows, highs, slots[i], values[row]);
            }
        }
    }

    private static void add(long[] lows, long[] highs, int slot, long value) {
        long old = lows[slot];
        long sum = old + value;
        lows[slot] = sum;
        if (((old ^ sum) & (value ^ sum)) < 0) {
            highs[slot] += old < 0 ? -1 : 1;
        }
    }

    private static void subtract(long[] lows, long[] highs, int slot, long value) {
        long old = lows[slot];
        long difference = old - value;
        lows[slot] = difference;
        if (((old ^ value) & (old ^ difference)) < 0) {
            highs[slot] += old < 0 ? -1 : 1;
        }
    }

    private void addWides(Accumulators state, SlotRows rows, WideColumn column) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            // Two's complement words to signed words: a low word with its top bit set stands for 2⁶⁴ less.
            long valueLow = column.low()[row];
            long valueHigh = column.high()[row] - (valueLow >> 63);
            if (rows.weight(row) > 0) {
                addWords(state, rows.slots()[i], valueLow, valueHigh, 0);
            } else {
                int slot = rows.slots()[i];
                long old = state.longs[low][slot];
                long difference = old - valueLow;
                state.longs[low][slot] = difference;
                long borrow = ((old ^ valueLow) & (old ^ difference)) < 0 ? (old < 0 ? -1 : 1) : 0;
                subtract(state.longs[high], state.longs[top], slot, valueHigh);
                add(state.longs[high], state.longs[top], slot, borrow);
            }
        }
    }

    private void addWords(Accumulators state, int slot, long valueLow, long valueHigh, long valueTop) {
        long old = state.longs[low][slot];
        long sum = old + valueLow;
        state.longs[low][slot] = sum;
        long carry = ((old ^ sum) & (valueLow ^ sum)) < 0 ? (old < 0 ? -1 : 1) : 0;
        add(state.longs[high], state.longs[top], slot, valueHigh);
        add(state.longs[high], state.longs[top], slot, carry);
        state.longs[top][slot] += valueTop;
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            int source = fromPositions[i];
            int target = toPositions[i];
            long valueLow = from.longs[low][source];
            long valueHigh = from.longs[high][source];
            if (top == NONE) {
                add(to.longs[low], to.longs[high], target, valueLow);
                to.longs[high][target] += valueHigh;
            } else {
                addWords(to, target, valueLow, valueHigh, from.longs[top][source]);
            }
        }
    }

    /** Whether the sum at that position fits a {@code long}; then it is {@link #low}. */
    boolean fitsLong(Accumulators state, int position) {
        return state.longs[high][position] == 0 && (top == NONE || state.longs[top][position] == 0);
    }

    /** The lowest word. */
    long low(Accumulators state, int position) {
        return state.longs[low][position];
    }

    /** The whole sum; for those that do not fit a {@code long}. */
    BigInteger big(Accumulators state, int position) {
        BigInteger sum = BigInteger.valueOf(state.longs[high][position])
                .shiftLeft(64)
                .add(BigInteger.valueOf(state.longs[low][position]));
        return top == NONE
                ? sum
                : sum.add(BigInteger.valueOf(state.longs[top][position]).shiftLeft(128));
    }
}
