package io.millrace.executor.state;

import org.jspecify.annotations.Nullable;

/** One ordered map of a {@link StateStore}. <b>Threading:</b> any thread. */
public interface StateMap {
    String name();

    byte @Nullable [] get(byte[] key);

    /** Values for ascending keys, null where there is none. */
    byte[] @Nullable [] multiGet(byte[][] keys);

    /**
     * Entries from a key on, in order, as of now (later writes are not seen). Close it.
     *
     * @param from inclusive
     * @param to exclusive
     */
    StateCursor scan(byte[] from, byte[] to);

    /** The same entries in descending order. */
    StateCursor scanBackward(byte[] from, byte[] to);
}
