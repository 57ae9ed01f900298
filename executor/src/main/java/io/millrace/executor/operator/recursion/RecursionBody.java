package io.millrace.executor.operator.recursion;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Operators inside an operator: a batch goes through all of them at once, down to the body's result.
 *
 * <p><b>Threading:</b> one thread. <b>Ownership:</b> closes its operators.
 */
final class RecursionBody implements AutoCloseable {
    private final Consumer<RowBatch> result;
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> leaves = new ArrayList<>();
    private final Step root;

    /** @param result takes what comes out */
    RecursionBody(
            Recursion node,
            RecursionOperator.InnerOperators operators,
            OperatorContext context,
            Consumer<RowBatch> result) {
        this.result = result;
        Map<NodeId, PhysicalNode> nodes = new HashMap<>();
        Map<NodeId, Step> byId = new HashMap<>();
        for (PhysicalNode inner : node.body()) {
            nodes.put(inner.id(), inner);
            boolean passes = node.leaves().contains(inner.id()) || inner instanceof Exchange;
            List<PhysicalNode> inputs = inner.inputs().stream()
                    .map(input -> Objects.requireNonNull(nodes.get(input)))
                    .toList();
            Step step = new Step(passes ? null : operators.create(inner, inputs, context.within(inner.id())));
            for (int input = 0; input < inner.inputs().size(); input++) {
                Step read = Objects.requireNonNull(byId.get(inner.inputs().get(input)));
                read.readers.add(new Edge(step, input));
            }
            byId.put(inner.id(), step);
            steps.add(step);
        }
        node.leaves().forEach(leaf -> leaves.add(Objects.requireNonNull(byId.get(leaf))));
        root = steps.get(steps.size() - 1);
    }

    /** Takes rows of an input of the recursion. */
    void take(int input, RowBatch batch) {
        leaves.get(input).emit(batch);
    }

    /** The barrier behind a round. */
    void epoch(Epoch epoch) {
        for (Step step : steps) {
            if (step.operator != null) {
                step.operator.epoch(epoch, step);
            }
        }
    }

    @Override
    public void close() {
        for (Step step : steps) {
            if (step.operator != null) {
                step.operator.close();
            }
        }
    }

    /** Where rows of a step go. */
    private record Edge(Step step, int input) {}

    /** An operator and its readers; without an operator rows pass. */
    private final class Step implements Output {
        private final @Nullable Operator operator;
        private final List<Edge> readers = new ArrayList<>();

        Step(@Nullable Operator operator) {
            this.operator = operator;
        }

        @Override
        public void emit(RowBatch batch) {
            if (batch.rows() == 0) {
                return;
            }
            if (this == root) {
                result.accept(batch);
            }
            for (Edge edge : readers) {
                Operator reader = edge.step.operator;
                if (reader == null) {
                    edge.step.emit(batch);
                } else {
                    reader.process(edge.input, batch, edge.step);
                }
            }
        }

        @Override
        public void emit(Emission emission) {
            for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
                emit(batch);
            }
        }
    }
}
