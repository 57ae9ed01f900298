package io.millrace.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a result set gets its rows from. */
interface Rows extends AutoCloseable {

    /** Waits for the next row and returns it, a {@link java.util.List} of values; null after the last. */
    @Nullable Object next() throws SQLException;

    @Override
    void close();
}
