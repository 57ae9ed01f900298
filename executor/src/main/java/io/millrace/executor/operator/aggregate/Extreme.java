package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.Storage;

/**
 * The greatest or smallest value of each group. Means nothing where no rows are; {@link OrderedValues} keeps it right over
 * input that deletes.
 */
interface Extreme extends Accumulator {
    static Extreme of(Layout layout, Storage storage, boolean greatest) {
        return switch (storage) {
            case INT, LONG, DOUBLE -> new NumberExtreme(layout, storage, greatest);
            case WIDE -> new WideExtreme(layout, greatest);
            case BYTES -> new BytesExtreme(layout, greatest);
            case NESTED -> throw MillraceException.notSupported("MIN or MAX of a nested value");
        };
    }

    boolean greatest();

    /** Takes one value if it is beyond the one held. */
    void offer(Accumulators state, int slot, Column values, int row);

    /** Whether that value is the one held. */
    boolean holds(Accumulators state, int slot, Column values, int row);

    /** Holds that value from now on. */
    void set(Accumulators state, int slot, Column values, int row);

    /** Back to zero. */
    void clear(Accumulators state, int slot);

    void append(Accumulators state, int position, ColumnBuilder out);

    @Override
    default void add(Accumulators state, SlotRows rows) {
        Column values = rows.argument();
        for (int i = 0; i < rows.count(); i++) {
            offer(state, rows.slots()[i], values, rows.rows()[i]);
        }
    }
}
