package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accumulators that take the same rows: those that pass one filter and whose argument is not NULL. */
final class Feed {
    private static final int NONE = -1;

    private final int argument;
    private final int filter;
    private final @Nullable Composite composite;
    private final int second;
    private final List<Accumulator> accumulators = new ArrayList<>();

    private int[] keptRows = new int[0];
    private int[] keptSlots = new int[0];

    /**
     * @param argument input column, −1 for none
     * @param filter BOOLEAN input column, −1 for all rows
     */
    Feed(int argument, int filter) {
        this(argument, filter, null, NONE);
    }

    /**
     * @param composite what accumulators get in the argument's place, null for the argument itself
     * @param second a further input column for accumulators of pairs, −1 for none; the filter lets through no NULL in it
     */
    Feed(int argument, int filter, @Nullable Composite composite, int second) {
        this.argument = argument;
        this.filter = filter;
        this.composite = composite;
        this.second = second;
    }

    /** Whether another takes the same rows and hands on the same of them. */
    boolean sameAs(Feed other) {
        return argument == other.argument
                && filter == other.filter
                && second == other.second
                && Objects.equals(composite, other.composite);
    }

    int argument() {
        return argument;
    }

    int filter() {
        return filter;
    }

    <A extends Accumulator> A add(A accumulator) {
        accumulators.add(accumulator);
        return accumulator;
    }

    /** The accumulator of a class that has no other parameters. */
    <A extends Accumulator> Optional<A> find(Class<A> type) {
        return accumulators.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    Optional<Extreme> findExtreme(boolean greatest) {
        return accumulators.stream()
                .filter(Extreme.class::isInstance)
                .map(Extreme.class::cast)
                .filter(extreme -> extreme.greatest() == greatest)
                .findFirst();
    }

    List<Accumulator> accumulators() {
        return accumulators;
    }

    /**
     * The rows of a batch that count; valid until the next call.
     *
     * @param physical physical position of each logical row
     */
    SlotRows select(RowBatch batch, int[] physical, int[] slots) {
        SlotRows rows = selectArguments(batch, physical, slots);
        if (composite != null) {
            return rows.with(composite.of(batch, rows.rows(), rows.count()), null);
        }
        return second == NONE ? rows : rows.with(rows.argument(), batch.column(second));
    }

    private SlotRows selectArguments(RowBatch batch, int[] physical, int[] slots) {
        Column column = argument == NONE ? null : batch.column(argument);
        boolean hasNulls = column != null && column.nulls() != null;
        if (filter == NONE && !hasNulls) {
            return SlotRows.all(batch, physical, slots, column);
        }
        int rows = batch.rows();
        if (keptRows.length < rows) {
            keptRows = new int[rows];
            keptSlots = new int[rows];
        }
        IntColumn passes = filter == NONE ? null : (IntColumn) batch.column(filter);
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            int row = physical[i];
            boolean counts = (passes == null || passes.values()[row] != 0 && !passes.isNull(row))
                    && (column == null || !column.isNull(row));
            keptRows[kept] = row;
            keptSlots[kept] = slots[i];
            kept += counts ? 1 : 0;
        }
        return new SlotRows(kept, keptRows, keptSlots, column, batch.weights());
    }

    void add(Accumulators state, SlotRows rows) {
        if (rows.count() > 0) {
            for (Accumulator accumulator : accumulators) {
                accumulator.add(state, rows);
            }
        }
    }
}
