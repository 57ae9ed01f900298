package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.PhysicalNode;
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
    private final Aggregation aggregation;
    private final TouchedGroups groups;
    private final int shown;
    private final GroupLife life;
    /** By which groups fire; null if they do not. */
    private final @Nullable EventTimeColumn bound;

    /** @param partitionKeys positions among the keys that decide a group's key group */
    public TimedGroupAggregateOperator(
            GroupAggregate node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        this.context = context;
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        allKeys = Arrays.copyOf(RowNumbers.upTo(keyColumns.length), keyColumns.length);
        List<DataType> keyTypes =
                node.keys().stream().map(input.rowType()::type).toList();
        List<DataType> resultTypes =
                node.aggregates().stream().map(AggregateCall::type).toList();
        bound = node.firingKey() < 0 ? null : bound(node, input);
        GroupKeys keys = new GroupKeys(keyTypes, node.firingKey(), partitionKeys);
        AggregationCompiler compiler =
                new AggregationCompiler(context, keys, input.changelog().appendOnly(), true);
        shown = compiler.reserveLong();
        int lastTouch = compiler.reserveLong();
        aggregation = compiler.compile(node.aggregates(), true);
        groups = new TouchedGroups(aggregation, keyTypes, resultTypes, context.state());
        life = bound == null
                ? new TouchLife(groups.table(), lastTouch, keys, context)
                : new WatermarkLife(bound, groups.table(), keys, aggregation, context);
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
        life.touched(groups.add(timed, keyColumns), timed.rows());
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
            life.found(groups.touch(keys, allKeys), keys.rows());
        }
        out.emit(groups.changes(new Alive()));
    }

    /** A group is there as long as it has rows and its life says so. */
    private final class Alive implements TouchedGroups.Visibility {
        private boolean hasRows;

        @Override
        public boolean was(int position, int slot) {
            return groups.before().longs[shown][position] != 0;
        }

        @Override
        public boolean is(int slot, boolean was) {
            hasRows = aggregation.rows(groups.state(), slot) > 0;
            boolean is = hasRows && life.shows(slot, was);
            groups.state().longs[shown][slot] = is ? 1 : 0;
            return is;
        }

        @Override
        public boolean keeps(int slot, boolean is) {
            return hasRows && life.keeps(slot, is);
        }

        @Override
        public void endEpoch() {
            life.endEpoch();
        }
    }
}
