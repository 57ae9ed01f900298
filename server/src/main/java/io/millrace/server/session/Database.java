package io.millrace.server.session;

import java.util.Map;

/**
 * One open database: whoever has it can open sessions.
 *
 * <p><b>Threading:</b> any thread. <b>Ownership:</b> closing the database closes its sessions and ends their queries;
 * durable queries go on from their newest checkpoint at the next opening.
 */
public interface Database extends AutoCloseable {

    /**
     * Opens a session for one client.
     *
     * @param settings session settings by name, as {@code SET name = value} would give them; an unknown name is an error
     */
    Session openSession(Map<String, String> settings);

    @Override
    void close();
}
