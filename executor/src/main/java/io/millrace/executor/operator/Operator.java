package io.millrace.executor.operator;

import io.millrace.spi.batch.RowBatch;

/**
 * Running code of a plan node, one instance a task. Complete after its constructor; gets state, expression context and
 * metrics from its {@link OperatorContext} and nothing from anywhere else; never blocks.
 *
 * <p>Inside an epoch rows may come in any order, so that a delete may overtake its insert: only the sum of weights at the
 * barrier means something, and what is negative then is a broken invariant.
 *
 * <p><b>Call order:</b> {@code process*} then at the barrier {@code watermark?} and {@code epoch}, again and again;
 * {@code endOfInput} of an input comes after its last row and before the barrier that closes that epoch. Called only when the
 * outputs have room. <b>Threading:</b> one thread at a time.
 */
public interface Operator extends AutoCloseable {
    /** Takes rows of an input (counted from 0, in the order of the node's inputs). */
    void process(int input, RowBatch batch, Output out);

    /**
     * Event time has reached that many microseconds over all inputs; greater than at the last call. Only just before
     * {@link #epoch}. {@link Long#MAX_VALUE} when all inputs have ended.
     */
    default void watermark(long micros, Output out) {}

    /** The barrier: emits the net changes; state is complete up to here. */
    default void epoch(Epoch epoch, Output out) {}

    /** A finite input is done. */
    default void endOfInput(int input, Output out) {}

    /** The input by whose event time alone the output goes; −1 for that of all of them together. */
    default int timedBy() {
        return -1;
    }

    /** How far the event time of the output is behind that of the input. */
    default long watermarkDelayMicros() {
        return 0;
    }

    /** Frees what is not state. */
    @Override
    default void close() {}
}
