package io.millrace.jdbc.link;

import org.apache.calcite.avatica.remote.Service;

/**
 * A connection's way to its database.
 *
 * <p><b>Threading:</b> any thread; a cancel must get through while other threads wait for rows.
 *
 * <p><b>Errors:</b> everything throws {@link LinkException} or Avatica's exceptions that carry a SQLSTATE.
 */
public interface Link extends AutoCloseable {

    /** Where Avatica's requests go. */
    Service service();

    /** Sends a request that Avatica does not have. */
    CommandReply command(Command command);

    /** Whether the values of rows come in the form of {@link WireType}; otherwise they are plain Java values. */
    boolean encodesRows();

    /** How long a request may take before it fails, 0 for ever (but requests that answer at once have a limit anyway). */
    void networkTimeout(int millis);

    /** Lets go of the database; the connection was closed before. */
    @Override
    void close();
}
