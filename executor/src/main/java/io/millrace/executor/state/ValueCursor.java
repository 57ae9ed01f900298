package io.millrace.executor.state;

/**
 * Walks the byte-string values of one key in their order. The table must not be changed meanwhile.
 *
 * <p><b>Threading:</b> the task's thread. <b>Ownership:</b> close it.
 */
public interface ValueCursor extends AutoCloseable {
    /** Moves to the next value; false at the end. Must be called before the first one is read. */
    boolean next();

    /** The bytes, from 0 to {@link #length}; valid until the next call of {@link #next}, not to be changed. */
    byte[] data();

    int length();

    /** Copies of the value, always positive. */
    long count();

    @Override
    void close();
}
