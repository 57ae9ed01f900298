package io.millrace.server.session;

import java.util.List;

/**
 * A parsed and validated statement, to be executed any number of times in the session that prepared it.
 *
 * <p><b>Threading:</b> immutable. If an object it names was altered since, executing it plans it anew or fails by name.
 */
public interface PreparedQuery {
    String sql();

    StatementKind kind();

    /** The columns of its rows, empty unless {@link StatementKind#returnsRows}. */
    List<ResultColumn> columns();

    /** Its {@code ?}s, in order. */
    List<QueryParameter> parameters();
}
