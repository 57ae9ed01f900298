package io.millrace.executor.state;

/**
 * All keyed state of one task, over its operators; how the task's runner makes it durable.
 *
 * <p><b>Threading:</b> {@link #operator}, {@link #freeze} and {@link #close}: the task's thread.
 */
public interface TaskState extends AutoCloseable {
    /** The state of one operator, by its node's id; the same object at each call. */
    KeyedState operator(String node);

    /**
     * At a checkpoint's barrier, after the operators' {@code epoch}: sets aside everything changed since the last freeze. Rows
     * go on at once; what was frozen is still found by look-ups.
     */
    Frozen freeze();

    /**
     * Whether the store holds more than the freezes that were written into it, because entries had to leave memory since: then it
     * is not what it was at any barrier. <b>Threading:</b> any thread.
     */
    default boolean isAhead() {
        return false;
    }

    /** Bytes of memory in use. */
    long memoryBytes();

    @Override
    void close();

    /** Changes set aside at one barrier. */
    interface Frozen {
        /**
         * Moves them into the state store. Blocks; called once, by an I/O thread, before the store's snapshot for that barrier;
         * until {@link #snapshotTaken} nothing newer of this task gets into the store.
         */
        void write();

        /** The store's snapshot for that barrier exists (or was given up): newer changes may enter the store. */
        void snapshotTaken();
    }
}
