package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY kept up to date: at each barrier a group whose row has changed gives −1 for the old row and +1 for the new one.
 *
 * <p>Accumulators are copied when an epoch first touches a group, and the old row is made from that copy. Without keys there is
 * exactly one row, also over no input; task 0 has it.
 *
 * <p><b>State:</b> group → accumulators, and what aggregates keep beside them.
 */
public final class GroupAggregateOperator implements Operator {
    private final int[] keyColumns;
    private final List<DataType> resultTypes;
    private final List<DataType> keyTypes;
    private final Aggregation aggregation;
    private final GroupTable groups;
    private final Accumulators state;
    /** Accumulators before this epoch, by position among the touched groups. */
    private final Accumulators before;

    private final boolean mustHaveRow;
    private int captured;
    private boolean rowChecked;
    private int[] slots = new int[0];

    /**
     * @param partitionKeys positions among the keys that decide a group's key group
     * @param appendOnly whether the input never deletes
     */
    public GroupAggregateOperator(
            GroupAggregate node, RowType input, int[] partitionKeys, boolean appendOnly, OperatorContext context) {
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        keyTypes = node.keys().stream().map(input::type).toList();
        resultTypes = node.aggregates().stream().map(call -> call.type()).toList();
        aggregation = new AggregationCompiler(context, new GroupKeys(keyTypes, -1, partitionKeys), appendOnly, true)
                .compile(node.aggregates(), !appendOnly);
        groups = aggregation.table(context.state());
        state = aggregation.accumulators();
        before = aggregation.accumulators();
        mustHaveRow = keyColumns.length == 0 && context.task() == 0;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        touch(batch);
        aggregation.add(state, batch, keyColumns, slots);
    }

    private void touch(RowBatch batch) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        groups.slots(batch, keyColumns, slots);
        state.view(groups);
        int touched = groups.touchedCount();
        before.copyFrom(state, groups.touched(), captured, touched, captured);
        captured = touched;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (mustHaveRow && !rowChecked) {
            touch(RowBatch.of(1));
            rowChecked = true;
        }
        aggregation.settle(state, groups);
        out.emit(new Changes());
    }

    private void endEpoch() {
        groups.endEpoch();
        aggregation.endEpoch();
        captured = 0;
    }

    /** The rows of the touched groups that have changed. */
    private final class Changes implements Emission {
        private final int touchedCount = groups.touchedCount();
        private final int[] positions = new int[Math.min(touchedCount, RowBatch.ROWS_TARGET)];
        private final int[] current = new int[positions.length];
        private int next;
        private @Nullable RowBatch inserts;

        @Override
        public @Nullable RowBatch next() {
            RowBatch ready = inserts;
            inserts = null;
            while (ready == null && next < touchedCount) {
                ready = changesOf(Math.min(touchedCount, next + RowBatch.ROWS_TARGET));
            }
            if (ready == null) {
                endEpoch();
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
            int deletes = 0;
            int insertCount = 0;
            for (int i = 0; i < count; i++) {
                boolean was = wasVisible(positions[i], current[i]);
                boolean is = isVisible(current[i]);
                boolean changes = was != is || is && !sameResults(olds, news, i);
                deleted[deletes] = i;
                deletes += was && changes ? 1 : 0;
                inserted[insertCount] = i;
                insertCount += is && changes ? 1 : 0;
                if (!is) {
                    groups.remove(current[i]);
                }
            }
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

        private boolean wasVisible(int position, int slot) {
            return keyColumns.length == 0 || !aggregation.countsRows()
                    ? !groups.isNew(slot)
                    : aggregation.rows(before, position) > 0;
        }

        private boolean isVisible(int slot) {
            boolean hasRows = !aggregation.countsRows() || aggregation.rows(state, slot) > 0;
            return hasRows || keyColumns.length == 0;
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
