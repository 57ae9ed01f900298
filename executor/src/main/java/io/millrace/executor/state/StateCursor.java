package io.millrace.executor.state;

/** Walks entries in key order. <b>Threading:</b> one thread. */
public interface StateCursor extends AutoCloseable {
    /** Moves to the next entry; false at the end. Must be called before the first one is read. */
    boolean next();

    /** The key; not to be changed. */
    byte[] key();

    /** The value; not to be changed. */
    byte[] value();

    @Override
    void close();
}
