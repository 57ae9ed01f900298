package io.millrace.server.system;

import io.millrace.executor.engine.Engine;
import io.millrace.server.catalog.CatalogSnapshot;
import io.millrace.server.catalog.Connectors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to know of an open database. <b>Threading:</b> any thread. */
public interface DatabaseState {
    Engine engine();

    CatalogSnapshot catalog();

    Connectors connectors();

    /** Settings of the database and defaults of those of a session. */
    List<SettingRow> settings();

    List<SessionRow> sessions();

    List<FunctionRow> functions();

    /**
     * A row of {@code sys.settings}.
     *
     * @param scope {@code session} or {@code database}
     */
    record SettingRow(String name, String value, String scope, String expected, String description) {}

    /** A row of {@code sys.sessions}. */
    record SessionRow(String id, String user, String schema) {}

    /** A row of {@code sys.functions}. */
    /** @param remarks what it takes and gives, of one written in Java; null for those built in */
    record FunctionRow(String schema, String name, @Nullable String remarks) {}
}
