package io.millrace.bench.peers.duckdb;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.engine.Stopwatch;
import io.millrace.bench.loaded.LoadedEvents;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Asks the finite query of tables in memory and keeps the answer as a table. <b>Threading:</b> one thread. */
public final class DuckDbEngine implements Engine {
    private final DuckDBConnection connection;
    private final Statement statement;
    private final Set<EventKind> loaded = new HashSet<>();
    private NexmarkConfig config = NexmarkConfig.ofEvents(0);
    private int threads;

    /** @param settings given to DuckDB as they are */
    public DuckDbEngine(Map<String, String> settings) throws SQLException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        statement = connection.createStatement();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            statement.execute("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
        }
    }

    @Override
    public String version() {
        try {
            return "DuckDB " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String settings() {
        return "batch over tables in memory, answer kept as a table, threads=" + threads;
    }

    @Override
    public Run run(NexmarkQuery query, Load load) throws SQLException {
        threads = load.parallelism();
        statement.execute("SET threads = " + threads);
        load(query, load.config());
        Stopwatch watch = Stopwatch.start();
        statement.execute("CREATE OR REPLACE TEMP TABLE answer AS " + query.duckDbSql());
        double seconds = watch.seconds();
        double cpuSeconds = watch.cpuSeconds();
        AnswerHash answer = new AnswerHash();
        if (load.compared()) {
            try (ResultSet rows = statement.executeQuery("SELECT * FROM answer")) {
                answer.addAll(rows);
            }
        }
        return new Run(load.rows(query), true, seconds, cpuSeconds, answer.rows(), answer.checksum(), List.of());
    }

    private void load(NexmarkQuery query, NexmarkConfig events) throws SQLException {
        if (!events.equals(config)) {
            for (EventKind kind : loaded) {
                statement.execute("DROP TABLE " + kind.table());
            }
            loaded.clear();
            config = events;
        }
        for (EventKind kind : query.reads()) {
            if (loaded.add(kind)) {
                EventTable.create(connection, kind, LoadedEvents.of(events, kind));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
