package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.WideColumn;

/** MIN or MAX of 128-bit numbers, coded as in {@link NumberExtreme}. */
final class WideExtreme implements Extreme {
    private final int high;
    private final int low;
    private final long flip;

    WideExtreme(Layout layout, boolean greatest) {
        high = layout.nextLong();
        low = layout.nextLong();
        flip = greatest ? 0 : -1;
    }

    @Override
    public boolean greatest() {
        return flip == 0;
    }

    @Override
    public void offer(Accumulators state, int slot, Column values, int row) {
        WideColumn wides = (WideColumn) values;
        offer(state, slot, code(wides.high()[row]), wides.low()[row] ^ flip);
    }

    private void offer(Accumulators state, int slot, long highCode, long lowCode) {
        int byHigh = Long.compareUnsigned(highCode, state.longs[high][slot]);
        if (byHigh > 0 || byHigh == 0 && Long.compareUnsigned(lowCode, state.longs[low][slot]) > 0) {
            state.longs[high][slot] = highCode;
            state.longs[low][slot] = lowCode;
        }
    }

    private long code(long highWord) {
        return highWord ^ flip ^ Long.MIN_VALUE;
    }

    @Override
    public boolean holds(Accumulators state, int slot, Column values, int row) {
        WideColumn wides = (WideColumn) values;
        return state.longs[high][slot] == code(wides.high()[row])
                && state.longs[low][slot] == (wides.low()[row] ^ flip);
    }

    @Override
    public void set(Accumulators state, int slot, Column values, int row) {
        WideColumn wides = (WideColumn) values;
        state.longs[high][slot] = code(wides.high()[row]);
        state.longs[low][slot] = wides.low()[row] ^ flip;
    }

    @Override
    public void clear(Accumulators state, int slot) {
        state.longs[high][slot] = 0;
        state.longs[low][slot] = 0;
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            offer(to, toPositions[i], from.longs[high][fromPositions[i]], from.longs[low][fromPositions[i]]);
        }
    }

    @Override
    public void append(Accumulators state, int position, ColumnBuilder out) {
        ((ColumnBuilder.OfWide) out).append(code(state.longs[high][position]), state.longs[low][position] ^ flip);
    }
}
