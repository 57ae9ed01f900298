package io.millrace.server.session;

import java.util.Optional;

/** The settings of a session that JDBC reads and changes by methods; {@code SET} changes the same ones. */
public interface SessionSettings {

    /** The catalog of unqualified names. */
    String catalog();

    /** The schema of unqualified names. */
    String schema();

    /** Makes {@code schema} the one of unqualified names; an unknown one is an error. */
    void useSchema(String schema);

    /** What {@code SHOW name} shows, or empty if there is no setting of that name. */
    Optional<String> value(String name);
}
