package io.millrace.executor.state;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where state is kept. One instance serves a database. <b>Threading:</b> any thread. */
public interface StateBackend extends AutoCloseable {
    /** As in the {@code state.backend} option. */
    String name();

    /** Whether a directory holds a snapshot that a store of this kind wrote. */
    boolean reads(Path snapshot);

    /**
     * Opens the state of one query.
     *
     * @param directory empty working directory of this query, owned by the store from now on
     * @param restoreFrom directory that a {@link StateStore#snapshot} wrote (only read, linked or copied); null to begin
     *     empty
     */
    StateStore open(Path directory, @Nullable Path restoreFrom);

    @Override
    void close();
}
