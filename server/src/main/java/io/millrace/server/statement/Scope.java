package io.millrace.server.statement;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.engine.Engine;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.catalog.DatabaseCatalog;
import io.millrace.server.session.ResultCursor;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.server.setting.SessionVariables;
import java.nio.file.Path;
import java.util.Optional;

/** The session a statement runs in, and the database behind it. <b>Threading:</b> any thread. */
public interface Scope {
    Engine engine();

    DatabaseCatalog catalog();

    Planning planning();

    Evaluator evaluator();

    Connectors connectors();

    SessionVariables variables();

    Clock clock();

    /** Where the database lives; empty if in memory. */
    Optional<Path> directory();

    /** Tells the client something about a statement that works. */
    void warn(Warning warning);

    /** Epoch of the session's own last write, which its next queries contain; 0 for none. */
    long lastWriteEpoch();

    /** Notes a write of the session. */
    void wrote(long epoch);

    /** Everything was put back to an earlier point: what was written since is no more. */
    void rolledBack();

    /** Takes care that a result is closed with the session. */
    StatementResult own(ResultCursor cursor);

    /** Likewise for an attached query. */
    StatementResult own(AutoCloseable query);
}
