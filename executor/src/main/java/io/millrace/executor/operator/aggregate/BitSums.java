package io.millrace.executor.operator.aggregate;

import io.millrace.plan.node.AggregateFunction;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.type.Storage;

/**
 * BIT_AND, BIT_OR and BIT_XOR. An exclusive or takes itself back; for the others over input that deletes each bit is
 * counted. Zeros mean no rows, so a BIT_AND is held inverted.
 */
final class BitSums implements Accumulator {
    private final AggregateFunction function;
    private final Storage storage;
    /** One column of bits, or one a bit with its number of ones. */
    private final int[] columns;

    /** @param bits width of the type */
    BitSums(Layout layout, AggregateFunction function, Storage storage, int bits, boolean retractable) {
        this.function = function;
        this.storage = storage;
        columns = new int[retractable && function != AggregateFunction.BIT_XOR ? bits : 1];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = layout.nextLong();
        }
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        Column column = rows.argument();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            long value = column instanceof IntColumn ints ? ints.values()[row] : ((LongColumn) column).values()[row];
            if (columns.length == 1) {
                combine(state.longs[columns[0]], slot, function == AggregateFunction.BIT_AND ? ~value : value);
                continue;
            }
            int weight = rows.weight(row);
            for (int bit = 0; bit < columns.length; bit++) {
                state.longs[columns[bit]][slot] += (value >>> bit & 1) * weight;
            }
        }
    }

    private void combine(long[] held, int slot, long bits) {
        held[slot] = function == AggregateFunction.BIT_XOR ? held[slot] ^ bits : held[slot] | bits;
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int column : columns) {
            for (int i = 0; i < count; i++) {
                long source = from.longs[column][fromPositions[i]];
                if (columns.length == 1) {
                    combine(to.longs[column], toPositions[i], source);
                } else {
                    to.longs[column][toPositions[i]] += source;
                }
            }
        }
    }

    private long value(Accumulators state, int position, long rows) {
        long bits = 0;
        if (columns.length == 1) {
            bits = state.longs[columns[0]][position];
            return function == AggregateFunction.BIT_AND ? ~bits : bits;
        }
        for (int bit = 0; bit < columns.length; bit++) {
            long ones = state.longs[columns[bit]][position];
            boolean set = function == AggregateFunction.BIT_AND ? ones == rows : ones > 0;
            bits |= set ? 1L << bit : 0;
        }
        // The highest bit is the sign.
        int unused = Long.SIZE - columns.length;
        return bits << unused >> unused;
    }

    /** The result; NULL over no rows. */
    Result result(int rowCount) {
        return (state, positions, count, out) -> {
            for (int i = 0; i < count; i++) {
                long rows = state.longs[rowCount][positions[i]];
                if (rows == 0) {
                    out.appendNull();
                } else if (storage == Storage.INT) {
                    ((ColumnBuilder.OfInt) out).append((int) value(state, positions[i], rows));
                } else {
                    ((ColumnBuilder.OfLong) out).append(value(state, positions[i], rows));
                }
            }
        };
    }
}
