package io.millrace.executor.operator.harness;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.factory.Operators;
import io.millrace.executor.state.KeyedState;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator in one task, with its state and what came out of it. */
final class RunningOperator implements Output {
    private final PhysicalNode node;
    private final long[] epochTimeMicros;
    private final List<Change> output = new ArrayList<>();
    private final Operator operator;
    private @Nullable Emission emission;

    RunningOperator(
            PhysicalNode node,
            List<PhysicalNode> inputs,
            int task,
            int parallelism,
            KeyedState state,
            int epochs,
            TimeLimits limits) {
        this.node = node;
        epochTimeMicros = new long[] {(epochs + 1) * 100_000L};
        operator = Operators.create(
                node, inputs, new TestContext(node.id(), task, parallelism, state, epochTimeMicros, limits));
    }

    void process(int input, RowBatch batch) {
        operator.process(input, batch, this);
        drain();
    }

    void watermark(long micros) {
        operator.watermark(micros, this);
        drain();
    }

    void endOfInput(int input) {
        operator.endOfInput(input, this);
        drain();
    }

    void epoch(Epoch epoch) {
        operator.epoch(epoch, this);
        drain();
        epochTimeMicros[0] = epoch.timeMicros() + 100_000;
    }

    List<Change> takeOutput() {
        List<Change> taken = new ArrayList<>(output);
        output.clear();
        return taken;
    }

    void close() {
        operator.close();
    }

    @Override
    public void emit(RowBatch batch) {
        if (emission != null) {
            throw new IllegalStateException("emitted behind an emission");
        }
        output.addAll(Batches.read(batch, node.rowType()));
    }

    @Override
    public void emit(Emission handedOver) {
        if (emission != null) {
            throw new IllegalStateException("two emissions of one call");
        }
        emission = handedOver;
    }

    private void drain() {
        if (emission != null) {
            for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
                output.addAll(Batches.read(batch, node.rowType()));
            }
            emission = null;
        }
    }
}
