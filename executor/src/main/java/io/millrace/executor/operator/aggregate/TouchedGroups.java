package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups kept up to date: accumulators are copied when an epoch first touches a group, and the old row is made from that copy.
 *
 * <p><b>Call order:</b> {@link #add} and {@link #touch} in an epoch; at the barrier {@link #changes}, which ends the epoch when it
 * is drained. <b>Threading:</b> one thread.
 */
final class TouchedGroups {
    private final Aggregation aggregation;
    private final List<DataType> keyTypes;
    private final List<DataType> resultTypes;
    private final int[] allKeys;
    private final GroupTable groups;
    private final Accumulators state;
    /** Accumulators before this epoch, by position among the touched groups. */
    private final Accumulators before;

    private int captured;
    private int[] slots = new int[0];

    /** Decides which rows there are. */
    interface Visibility {
        /** Whether the row of a group was there before this epoch; by its position among the touched groups, and its slot. */
        boolean was(int position, int slot);

        /** Whether it is there now. */
        boolean is(int slot, boolean was);

        /** Whether the group is kept. */
        boolean keeps(int slot, boolean is);

        /** All changes have been given. */
        void endEpoch();
    }

    TouchedGroups(Aggregation aggregation, List<DataType> keyTypes, List<DataType> resultTypes, KeyedState keyedState) {
        this.aggregation = aggregation;
        this.keyTypes = keyTypes;
        this.resultTypes = resultTypes;
        allKeys = Arrays.copyOf(RowNumbers.upTo(keyTypes.size()), keyTypes.size());
        groups = aggregation.table(keyedState);
        state = aggregation.accumulators();
        before = aggregation.accumulators();
    }

    GroupTable table() {
        return groups;
    }

    Accumulators state() {
        return state;
    }

    Accumulators before() {
        return before;
    }

    /** Takes rows; returns the slots of their groups, valid until the next call. */
    int[] add(RowBatch batch, int[] keyColumns) {
        touch(batch, keyColumns);
        aggregation.add(state, batch, keyColumns, slots);
        return slots;
    }

    /** Finds or makes the groups of keys; returns their slots. */
    int[] touch(RowBatch batch, int[] keyColumns) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        groups.slots(batch, keyColumns, slots);
        state.view(groups);
        int touched = groups.touchedCount();
        before.copyFrom(state, groups.touched(), captured, touched, captured);
        captured = touched;
        return slots;
    }

    /** The rows of the touched groups that have changed, the old ones of some groups and then the new ones. */
    Emission changes(Visibility visibility) {
        aggregation.settle(state, groups);
        state.view(groups);
        return new Changes(visibility);
    }

    private void endEpoch(Visibility visibility) {
        visibility.endEpoch();
        groups.endEpoch();
        aggregation.endEpoch();
        captured = 0;
    }

    private final class Changes implements Emission {
        private final Visibility visibility;
        private final int touchedCount = captured;
        private final int[] positions = new int[Math.min(touchedCount, RowBatch.ROWS_TARGET)];
        private final int[] current = new int[positions.length];
        private int next;
        private @Nullable RowBatch inserts;

        Changes(Visibility visibility) {
            this.visibility = visibility;
        }

        @Override
        public @Nullable RowBatch next() {
            RowBatch ready = inserts;
            inserts = null;
            while (ready == null && next < touchedCount) {
                ready = changesOf(Math.min(touchedCount, next + RowBatch.ROWS_TARGET));
            }
            if (ready == null) {
                endEpoch(visibility);
            }
            return ready;
        }

        /** The old rows of the next groups; the new ones wait in {@link #inserts}. */
        private @Nullable RowBatch changesOf(int end) {
            int count = end - next;
            for (int i = 0; i < count; i++) {
                positions[i] = next + i;
                current[i] = groups.touched()[next + i];
            }
            next = end;
            Column[] keys = keys(count);
            RowBatch olds = rows(keys, before, positions, count);
            RowBatch news = rows(keys, state, current, count);
            int[] deleted = new int[count];
            int[] inserted = new int[count];
            int[] forgotten = new int[count];
            int deletes = 0;
            int insertCount = 0;
            int forgottenCount = 0;
            for (int i = 0; i < count; i++) {
                boolean was = visibility.was(positions[i], current[i]);
                boolean is = visibility.is(current[i], was);
                boolean changes = was != is || is && !sameResults(olds, news, i);
                deleted[deletes] = i;
                deletes += was && changes ? 1 : 0;
                inserted[insertCount] = i;
                insertCount += is && changes ? 1 : 0;
                forgotten[forgottenCount] = i;
                forgottenCount += visibility.keeps(current[i], is) ? 0 : 1;
            }
            forget(keys, forgotten, forgottenCount);
            RowBatch insertBatch = insertCount == 0 ? null : selected(news, inserted, insertCount);
            if (deletes == 0) {
                return insertBatch;
            }
            inserts = insertBatch;
            byte[] weights = new byte[count];
            Arrays.fill(weights, (byte) -1);
            return selected(olds, deleted, deletes).withWeights(weights);
        }

        private static RowBatch selected(RowBatch batch, int[] selection, int count) {
            return count == batch.rows() ? batch : batch.select(selection, count);
        }

        private void forget(Column[] keys, int[] which, int count) {
            for (int i = 0; i < count; i++) {
                groups.remove(current[which[i]]);
            }
            if (count > 0 && aggregation.keepsValues()) {
                RowBatch gone = RowBatch.of(which.length, keys).select(which, count);
                aggregation.removeGroups(gone, allKeys, allKeys.length);
            }
        }

        private Column[] keys(int count) {
            BatchBuilder builder = new BatchBuilder(keyTypes, count);
            for (int i = 0; i < count; i++) {
                groups.appendKey(current[i], builder, 0);
            }
            builder.endRows(count, 1);
            return builder.build().columns();
        }

        private RowBatch rows(Column[] keys, Accumulators from, int[] at, int count) {
            BatchBuilder builder = new BatchBuilder(resultTypes, count);
            aggregation.appendResults(from, at, count, builder, 0);
            builder.endRows(count, 1);
            Column[] results = builder.build().columns();
            Column[] columns = Arrays.copyOf(keys, keys.length + results.length);
            System.arraycopy(results, 0, columns, keys.length, results.length);
            return RowBatch.of(count, columns);
        }

        private boolean sameResults(RowBatch olds, RowBatch news, int row) {
            for (int column = keyTypes.size(); column < olds.columnCount(); column++) {
                if (!olds.column(column).same(row, news.column(column), row)) {
                    return false;
                }
            }
            return true;
        }
    }
}
