package io.millrace.executor.task;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An operator in its place in a task: where its rows go and how far its inputs have come.
 *
 * <p><b>Threading:</b> the task's thread; wired before the task starts.
 */
public final class ChainedOperator implements Output {
    final Operator operator;
    final Progress[] inputs;
    private final List<Target> targets = new ArrayList<>();
    final List<ExchangeWriter> exchanges = new ArrayList<>();
    private final int batchRowsMax;
    private PendingWork pending = new PendingWork();
    int emissionsPending;
    private long watermarkMicros = Long.MIN_VALUE;
    private final boolean[] endDelivered;

    private record Target(ChainedOperator operator, int input) {}

    /** @param batchRowsMax rows that the operator is given at once */
    public ChainedOperator(Operator operator, int inputCount, int batchRowsMax) {
        this.operator = operator;
        this.batchRowsMax = batchRowsMax;
        this.inputs = new Progress[inputCount];
        this.endDelivered = new boolean[inputCount];
        Arrays.fill(inputs, Progress.NONE);
    }

    /** Sends its rows to an operator of the same task. */
    public void feed(ChainedOperator target, int input) {
        targets.add(new Target(target, input));
    }

    /** Sends its rows through an exchange. */
    public void feed(ExchangeWriter exchange) {
        exchanges.add(exchange);
    }

    /** Closes the operator of a task that never starts. */
    public void close() {
        operator.close();
    }

    void joinTask(PendingWork tasksPending, Runnable wake) {
        pending = tasksPending;
        if (operator instanceof TerminalOperator terminal) {
            terminal.onRoom(wake);
        }
    }

    boolean hasRoom() {
        for (ExchangeWriter exchange : exchanges) {
            if (!exchange.hasRoom()) {
                return false;
            }
        }
        return !(operator instanceof TerminalOperator terminal) || terminal.hasRoom();
    }

    @Override
    public void emit(RowBatch batch) {
        if (batch.rows() == 0) {
            return;
        }
        for (Target target : targets) {
            target.operator.take(target.input, batch);
        }
        for (ExchangeWriter exchange : exchanges) {
            exchange.send(batch);
        }
    }

    @Override
    public void emit(Emission emission) {
        emissionsPending++;
        pending.push(this, emission);
    }

    /** Gives rows to the operator, or puts them aside while it still has output to hand over. */
    void take(int input, RowBatch batch) {
        if (batch.rows() > batchRowsMax) {
            for (int from = 0; from < batch.rows(); from += batchRowsMax) {
                take(input, batch.slice(from, Math.min(from + batchRowsMax, batch.rows())));
            }
        } else if (emissionsPending > 0) {
            pending.defer(() -> take(input, batch));
        } else {
            operator.process(input, batch, this);
        }
    }

    /** Tells the operator of inputs that have ended since the last barrier. */
    void deliverEnds() {
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].ended() && !endDelivered[i]) {
                endDelivered[i] = true;
                operator.endOfInput(i, this);
            }
        }
    }

    /** Of all inputs together; ended when all have. */
    Progress progress() {
        int timedBy = operator.timedBy();
        if (timedBy >= 0) {
            boolean ended = Arrays.stream(inputs).allMatch(Progress::ended);
            return new Progress(inputs[timedBy].watermarkMicros(), inputs[timedBy].idle(), ended);
        }
        Progress together = inputs[0];
        for (int i = 1; i < inputs.length; i++) {
            together = together.and(inputs[i]);
        }
        return together;
    }

    /** Tells the operator of the watermark if it has advanced. */
    void deliverWatermark() {
        Progress progress = progress();
        if (!progress.idle() && progress.watermarkMicros() > watermarkMicros) {
            watermarkMicros = progress.watermarkMicros();
            operator.watermark(watermarkMicros, this);
        }
    }

    /** Hands the barrier on behind the last row of the epoch. */
    void passOn(Barrier barrier) {
        Progress own = progress().delayed(operator.watermarkDelayMicros());
        for (Target target : targets) {
            target.operator.inputs[target.input] = own;
        }
        for (ExchangeWriter exchange : exchanges) {
            exchange.send(new Barrier(barrier.epoch(), barrier.nextTimeMicros(), own));
        }
    }
}
