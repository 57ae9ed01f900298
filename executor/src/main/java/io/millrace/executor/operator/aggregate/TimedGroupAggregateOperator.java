package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY whose groups show and go by time ({@link GroupLife}): windows that late rows correct, or groups that are forgotten
 * when nothing touches them. At the barrier the row of a group that has changed is taken back and the new one given.
 *
 * <p><b>State:</b> group → accumulators and whether it shows; when to look at it.
 */
public final class TimedGroupAggregateOperator implements Operator {
    private final OperatorContext context;
    private final int[] keyColumns;
    private final int[] allKeys;
    private final List<DataType> keyTypes;
    private final List<DataType> resultTypes;
    private final Aggregation aggregation;
    private final GroupTable groups;
    private final int shown;
    private final Accumulators state;
    /** Of touched groups, as they were before this epoch. */
    private final Accumulators before;

    private final GroupLife life;
    /** By which groups fire; null if they do not. */
    private final @Nullable EventTimeColumn bound;

    private int captured;
    private int[] slots = new int[0];

    /** @param partitionKeys positions among the keys that decide a group's key group */
    public TimedGroupAggregateOperator(
            GroupAggregate node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        this.context = context;
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        allKeys = Arrays.copyOf(RowNumbers.upTo(keyColumns.length), keyColumns.length);
        keyTypes = node.keys().stream().map(input.rowType()::type).toList();
        resultTypes = node.aggregates().stream().map(AggregateCall::type).toList();
        bound = node.firingKey() < 0 ? null : bound(node, input);
        GroupKeys keys = new GroupKeys(keyTypes, node.firingKey(), partitionKeys);
        AggregationCompiler compiler =
                new AggregationCompiler(context, keys, input.changelog().appendOnly(), true);
        shown = compiler.reserveLong();
        int lastTouch = compiler.reserveLong();
        aggregation = compiler.compile(node.aggregates(), true);
        groups = aggregation.table(context.state());
        state = aggregation.accumulators();
        before = aggregation.accumulators();
        life = bound == null
                ? new TouchLife(groups, lastTouch, keys, context)
                : new WatermarkLife(bound, groups, keys, aggregation, context);
    }

    private static EventTimeColumn bound(GroupAggregate node, PhysicalNode input) {
        int column = node.keys().get(node.firingKey());
        return input.properties().eventTimes().stream()
                .filter(time -> time.column() == column)
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator " + node.id() + ": column " + column
                        + " of its input is not bounded by the watermark, but fires"));
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch timed = bound == null ? batch : NullTimes.without(batch, bound.column(), context);
        touch(timed, keyColumns);
        life.touched(slots, timed.rows());
        aggregation.add(state, timed, keyColumns, slots);
    }

    private void touch(RowBatch batch, int[] columns) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        groups.slots(batch, columns, slots);
        state.view(groups);
        int touched = groups.touchedCount();
        before.copyFrom(state, groups.touched(), captured, touched, captured);
        captured = touched;
    }

    @Override
    public void watermark(long micros, Output out) {
        if (life instanceof WatermarkLife watermarkLife) {
            watermarkLife.watermark(micros);
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        for (RowBatch keys : life.due()) {
            touch(keys, allKeys);
            life.found(slots, keys.rows());
        }
        aggregation.settle(state, groups);
        state.view(groups);
        out.emit(new Changes(captured));
    }

    private void endEpoch() {
        life.endEpoch();
        groups.endEpoch();
        aggregation.endEpoch();
        captured = 0;
    }

    /** The rows of the touched groups that have changed. */
    private final class Changes implements Emission {
        private final int touchedCount;
        private final int[] positions;
        private final int[] current;
        private int next;
        private @Nullable RowBatch inserts;

        Changes(int touchedCount) {
            this.touchedCount = touchedCount;
            positions = new int[Math.min(touchedCount, RowBatch.ROWS_TARGET)];
            current = new int[positions.length];
        }

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
            int[] forgotten = new int[count];
            int forgottenCount = 0;
            int deletes = 0;
            int insertCount = 0;
            for (int i = 0; i < count; i++) {
                boolean was = before.longs[shown][positions[i]] != 0;
                boolean hasRows = aggregation.rows(state, current[i]) > 0;
                boolean is = hasRows && life.shows(current[i], was);
                state.longs[shown][current[i]] = is ? 1 : 0;
                forgotten[forgottenCount] = i;
                forgottenCount += !hasRows || !life.keeps(current[i], is) ? 1 : 0;
                boolean changes = was != is || is && !sameResults(olds, news, i);
                deleted[deletes] = i;
                deletes += was && changes ? 1 : 0;
                inserted[insertCount] = i;
                insertCount += is && changes ? 1 : 0;
            }
            forget(keys, forgotten, forgottenCount);
            RowBatch insertBatch = insertCount == 0 ? null : news.select(inserted, insertCount);
            if (deletes == 0) {
                return insertBatch;
            }
            inserts = insertBatch;
            byte[] weights = new byte[count];
            Arrays.fill(weights, (byte) -1);
            return olds.select(deleted, deletes).withWeights(weights);
        }

        /** Groups without rows, and those whose time is over. */
        private void forget(Column[] keys, int[] which, int count) {
            for (int i = 0; i < count; i++) {
                groups.remove(current[which[i]]);
            }
            if (count > 0 && aggregation.keepsValues()) {
                RowBatch gone = RowBatch.of(which.length, keys).select(which.clone(), count);
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
