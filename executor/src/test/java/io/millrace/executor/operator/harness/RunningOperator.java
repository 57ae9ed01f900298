package io.millrace.executor.operator.harness;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.factory.Operators;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An operator in one task, with its state and what came out of it. */
final class RunningOperator implements Output {
    private final PhysicalNode node;
    private final List<PhysicalNode> inputs;
    private final Circumstances circumstances;
    private final int task;
    private final long[] epochTimeMicros = {100_000};
    private final List<Change> output = new ArrayList<>();
    private HeapState state = new HeapState();
    private Operator operator;
    private @Nullable Emission emission;

    RunningOperator(PhysicalNode node, List<PhysicalNode> inputs, Circumstances circumstances, int task) {
        this.node = node;
        this.inputs = inputs;
        this.circumstances = circumstances;
        this.task = task;
        operator = create();
    }

    private Operator create() {
        return Operators.create(
                node, inputs, new TestContext(node.id(), task, circumstances.parallelism(), state, epochTimeMicros));
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

    /** Goes on with a new operator over a copy of the state. */
    void restore() {
        operator.close();
        state = state.restored();
        operator = create();
    }

    List<Change> takeOutput() {
        List<Change> taken = new ArrayList<>(output);
        output.clear();
        return taken;
    }

    OptionalInt heapEntries() {
        return OptionalInt.of(state.entries());
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
