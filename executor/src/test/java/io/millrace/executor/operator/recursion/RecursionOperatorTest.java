package io.millrace.executor.operator.recursion;

import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.Values;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which node of a graph can be reached from which: rows are from, to. */
class RecursionOperatorTest {
    private static final RowType EDGE = Plans.row(Plans.BIGINT, Plans.BIGINT);

    private static OperatorHarness harness(boolean distinct, int roundsMax) {
        PhysicalNode working = new Values(new NodeId("working"), List.of(), Plans.properties(EDGE));
        PhysicalNode edges = new Values(new NodeId("edges"), List.of(), Plans.properties(EDGE));
        PhysicalNode join = new Join(
                new NodeId("join-1"),
                working.id(),
                edges.id(),
                Join.Kind.INNER,
                List.of(1),
                List.of(0),
                List.of(false),
                null,
                -1,
                false,
                Plans.properties(Plans.row(Plans.BIGINT, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT)));
        PhysicalNode calc = new Calc(
                new NodeId("calc-1"),
                join.id(),
                null,
                List.of(new InputRef(0, Plans.BIGINT), new InputRef(3, Plans.BIGINT)),
                Plans.properties(EDGE));
        PhysicalNode first = Plans.appending(EDGE);
        PhysicalNode others = Plans.appending(EDGE);
        return new OperatorHarness(
                new Recursion(
                        new NodeId("recursion-1"),
                        List.of(first.id(), others.id()),
                        List.of(edges, working, join, calc),
                        List.of(working.id(), edges.id()),
                        distinct,
                        roundsMax,
                        Plans.properties(EDGE)),
                first,
                others);
    }

    private static Change edge(long from, long to) {
        return insert(from, to);
    }

    @Test
    void unionEndsInACycle() {
        harness(true, 10)
                .left(edge(1, 2), edge(2, 3), edge(3, 1), edge(3, 1))
                .right(edge(1, 2), edge(2, 3), edge(3, 1))
                .endOfInput()
                .expectNet(
                        edge(1, 1),
                        edge(1, 2),
                        edge(1, 3),
                        edge(2, 1),
                        edge(2, 2),
                        edge(2, 3),
                        edge(3, 1),
                        edge(3, 2),
                        edge(3, 3))
                .run();
    }

    @Test
    void unionAllCountsEveryPath() {
        harness(false, 10)
                .left(edge(1, 2))
                .right(edge(2, 3), edge(2, 4), edge(3, 5), edge(4, 5))
                .endOfInput()
                .expectNet(edge(1, 2), edge(1, 3), edge(1, 4), edge(1, 5), edge(1, 5))
                .run();
    }

    @Test
    void nothingComesBeforeAllInputsHaveEndedAndNothingAfter() {
        harness(true, 10)
                .right(edge(1, 2))
                .expectNothing()
                .left(edge(0, 1))
                .endOfInput()
                .expectNet(edge(0, 1), edge(0, 2))
                .expectNothing()
                .runOnce();
    }

    @Test
    void failsAfterSoManyRounds() {
        OperatorHarness endless = harness(false, 5)
                .left(edge(1, 1))
                .right(edge(1, 1))
                .endOfInput()
                .expectNothing();
        assertThatThrownBy(endless::runOnce)
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("has not ended after 5 rounds");
    }

    @Test
    void findsWhatAPlainSearchFinds() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Set<List<Long>> edges = new LinkedHashSet<>();
            for (int i = 0; i < 30; i++) {
                edges.add(List.of((long) random.nextInt(15), (long) random.nextInt(15)));
            }
            List<Change> rows =
                    edges.stream().map(edge -> edge(edge.get(0), edge.get(1))).toList();
            Set<List<Long>> reached = new LinkedHashSet<>(edges);
            List<List<Long>> open = new ArrayList<>(edges);
            while (!open.isEmpty()) {
                List<Long> path = open.remove(open.size() - 1);
                for (List<Long> edge : edges) {
                    List<Long> longer = List.of(path.get(0), edge.get(1));
                    if (edge.get(0).equals(path.get(1)) && reached.add(longer)) {
                        open.add(longer);
                    }
                }
            }
            harness(true, 100)
                    .input(0, rows)
                    .input(1, rows)
                    .endOfInput()
                    .expect(reached.stream()
                            .map(pair -> edge(pair.get(0), pair.get(1)))
                            .toList())
                    .run();
        }
    }
}
