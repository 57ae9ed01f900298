package io.millrace.executor.operator.aggregate;

import static io.millrace.executor.operator.harness.Aggregates.call;
import static io.millrace.executor.operator.harness.Aggregates.countAll;
import static io.millrace.executor.operator.harness.Aggregates.distinct;
import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FiringGroupAggregateOperatorTest {
    /** Key, time, value. */
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT);

    private static OperatorHarness harness(PhysicalNode input) {
        AggregateCall distinct = distinct(call(AggregateFunction.COUNT, 2, TYPE));
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                List.of(0, 1),
                List.of(countAll(), distinct, call(AggregateFunction.MAX, 2, TYPE)),
                1,
                Plans.properties(Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT)));
        return new OperatorHarness(node, input).partitionedBy(new int[] {0, 1});
    }

    @Test
    void emitsAGroupOnceWhenItsTimeIsPast() {
        for (boolean deletes : new boolean[] {false, true}) {
            EventTimeColumn time = new EventTimeColumn(1, Bound.WINDOW_END, 0);
            harness(deletes ? Plans.updating(TYPE, time) : Plans.appending(TYPE, time))
                    .input(insert("a", 10L, 1L), insert("a", 10L, 1L), insert("b", 20L, 2L))
                    .expectNothing()
                    .input(insert("a", 10L, 3L))
                    .watermark(9)
                    .expectNothing()
                    .watermark(10)
                    .expectNet(insert("a", 10L, 3L, 2L, 3L))
                    .input(insert("b", 20L, 1L))
                    .watermark(Long.MAX_VALUE)
                    .expectNet(insert("b", 20L, 2L, 2L, 2L))
                    .expectEntries(0)
                    .run();
        }
    }

    @Test
    void firesByTheBoundOfTheColumn() {
        harness(Plans.appending(TYPE, new EventTimeColumn(1, Bound.ROW_TIME, 0)))
                .input(insert("a", 10L, 1L))
                .watermark(10)
                .expectNothing()
                .watermark(11)
                .expectNet(insert("a", 10L, 1L, 1L, 1L))
                .run();
        harness(Plans.appending(TYPE, new EventTimeColumn(1, Bound.WINDOW_START, 5)))
                .input(insert("a", 10L, 1L))
                .watermark(14)
                .expectNothing()
                .watermark(15)
                .expectNet(insert("a", 10L, 1L, 1L, 1L))
                .run();
    }

    @Test
    void takesRowsBackBeforeAGroupFires() {
        harness(Plans.updating(TYPE, new EventTimeColumn(1, Bound.WINDOW_END, 0)))
                .input(delete("a", 10L, 9L), insert("a", 10L, 1L), insert("a", 10L, 9L), insert("b", 10L, 1L))
                .expectNothing()
                .input(delete("b", 10L, 1L), insert("c", 10L, 4L))
                .input(delete("c", 10L, 4L), insert("a", 10L, 8L), insert("a", 10L, 7L), delete("a", 10L, 8L))
                .watermark(10)
                .expectNet(insert("a", 10L, 2L, 2L, 7L))
                .expectEntries(0)
                .run();
    }

    @Test
    void refusesRowsWithoutATime() {
        OperatorHarness nulls = harness(Plans.appending(TYPE, new EventTimeColumn(1, Bound.ROW_TIME, 0)))
                .input(insert("a", null, 1L));
        assertThatThrownBy(nulls::runOnce)
                .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
                .extracting(MillraceException::sqlState)
                .isEqualTo(SqlState.NULL_NOT_ALLOWED);
    }
}
