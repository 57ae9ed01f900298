package io.millrace.executor.operator;

import io.millrace.spi.batch.RowBatch;

/** Where an operator's rows go. <b>Threading:</b> the operator's thread. */
public interface Output {
    /** Hands a batch on; the giver must not write to it any more. Empty batches are dropped. */
    void emit(RowBatch batch);

    /**
     * Hands over output without bound: drained batch by batch, as there is room, before the operator gets its next call. At
     * most one at a time; nothing may be emitted by the same call behind it.
     */
    void emit(Emission emission);
}
