package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.type.Storage;

/**
 * MIN or MAX of numbers of at most 64 bits. Kept so that zero is below every value and a greater code always wins: MIN flips
 * all bits, the sign bit is flipped again, DOUBLEs come as whole numbers of the same order.
 */
final class NumberExtreme implements Extreme {
    private final int at;
    private final Storage storage;
    /** 0 for MAX, −1 for MIN: turns the order round. */
    private final long flip;

    NumberExtreme(Layout layout, Storage storage, boolean greatest) {
        at = layout.nextLong();
        this.storage = storage;
        flip = greatest ? 0 : -1;
    }

    @Override
    public boolean greatest() {
        return flip == 0;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        long[] held = state.longs[at];
        int[] physical = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        switch (storage) {
            case LONG -> {
                long[] values = ((LongColumn) rows.argument()).values();
                for (int i = 0; i < count; i++) {
                    offer(held, slots[i], values[physical[i]] ^ flip);
                }
            }
            case INT -> {
                int[] values = ((IntColumn) rows.argument()).values();
                for (int i = 0; i < count; i++) {
                    offer(held, slots[i], values[physical[i]] ^ flip);
                }
            }
            default -> {
                double[] values = ((DoubleColumn) rows.argument()).values();
                for (int i = 0; i < count; i++) {
                    offer(held, slots[i], ordered(values[physical[i]]) ^ flip);
                }
            }
        }
    }

    private static void offer(long[] held, int slot, long candidate) {
        if (candidate > (held[slot] ^ Long.MIN_VALUE)) {
            held[slot] = candidate ^ Long.MIN_VALUE;
        }
    }

    @Override
    public void offer(Accumulators state, int slot, Column values, int row) {
        offer(state.longs[at], slot, number(values, row) ^ flip);
    }

    @Override
    public boolean holds(Accumulators state, int slot, Column values, int row) {
        return state.longs[at][slot] == (number(values, row) ^ flip ^ Long.MIN_VALUE);
    }

    @Override
    public void set(Accumulators state, int slot, Column values, int row) {
        state.longs[at][slot] = number(values, row) ^ flip ^ Long.MIN_VALUE;
    }

    @Override
    public void clear(Accumulators state, int slot) {
        state.longs[at][slot] = 0;
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        long[] source = from.longs[at];
        long[] target = to.longs[at];
        for (int i = 0; i < count; i++) {
            offer(target, toPositions[i], source[fromPositions[i]] ^ Long.MIN_VALUE);
        }
    }

    @Override
    public void append(Accumulators state, int position, ColumnBuilder out) {
        long number = state.longs[at][position] ^ Long.MIN_VALUE ^ flip;
        switch (storage) {
            case INT -> ((ColumnBuilder.OfInt) out).append((int) number);
            case LONG -> ((ColumnBuilder.OfLong) out).append(number);
            default -> ((ColumnBuilder.OfDouble) out).append(Double.longBitsToDouble(unsigned(number)));
        }
    }

    private long number(Column values, int row) {
        return switch (storage) {
            case INT -> ((IntColumn) values).values()[row];
            case LONG -> ((LongColumn) values).values()[row];
            default -> ordered(((DoubleColumn) values).values()[row]);
        };
    }

    /** A whole number ordered as the DOUBLE, NaN last. */
    private static long ordered(double value) {
        return unsigned(Double.doubleToLongBits(DoubleColumn.canonical(value)));
    }

    /** Negative doubles are ordered backwards by their bits; its own inverse. */
    private static long unsigned(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
}
