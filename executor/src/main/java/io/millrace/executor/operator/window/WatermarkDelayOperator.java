package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.WatermarkDelay;
import io.millrace.spi.batch.RowBatch;

/** Hands rows on as they are; what comes behind it is told of a watermark that is behind. */
public final class WatermarkDelayOperator implements Operator {
    private final long delayMicros;

    public WatermarkDelayOperator(WatermarkDelay node) {
        delayMicros = node.delayMicros();
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        out.emit(batch);
    }

    @Override
    public long watermarkDelayMicros() {
        return delayMicros;
    }
}
