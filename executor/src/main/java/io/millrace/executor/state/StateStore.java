package io.millrace.executor.state;

import java.nio.file.Path;
import java.util.List;

/**
 * The state of one running query on this machine: named maps of bytes ordered unsigned by key. Keys begin with their key
 * group (two bytes, big endian).
 *
 * <p>It never uploads or deletes anything outside its directory: whoever asked for a snapshot owns the files.
 * <b>Threading:</b> any thread; closing waits for readers.
 */
public interface StateStore extends AutoCloseable {
    /** Every map there is. */
    List<StateMap> maps();

    /** Opens a map, empty if it is new. */
    StateMap map(String name);

    /** Writes everything, atomically. */
    void write(StateWrites writes);

    /**
     * Writes the state as of now, as immutable files, into an empty directory; blocks, for I/O threads. Nothing is fsynced.
     *
     * @param incremental whether files that hold the same as in an earlier snapshot of this store are shared with it, as hard
     *     links; otherwise every byte is written anew
     * @return the files, relative to the directory; those shared have the name they had
     */
    List<Path> snapshot(Path directory, boolean incremental);

    /** Bytes of state, roughly. */
    long sizeBytes();

    @Override
    void close();
}
