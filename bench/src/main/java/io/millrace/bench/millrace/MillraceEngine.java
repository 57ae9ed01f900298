package io.millrace.bench.millrace;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.engine.Stopwatch;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.bench.nexmark.SideInput;
import io.millrace.connector.blackhole.BlackholeTotals;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.spi.batch.JavaValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Runs a query as a pipeline into a sink that adds up every column and keeps nothing, in a database of its own on disk.
 *
 * <p><b>Threading:</b> one run at a time in a process.
 */
public final class MillraceEngine implements Engine {
    /** State in RocksDB, as in every database on disk, and a checkpoint every 2 s. */
    public static final Map<String, String> SETTINGS = Map.of("checkpoint.interval", "2s");

    private static final String PIPELINE = "bench";

    private final Map<String, String> settings;
    private final BlackholeTotals totals = BlackholeTotals.named(PIPELINE);

    /** @param settings of the database, besides {@link #SETTINGS} or instead of them */
    public MillraceEngine(Map<String, String> settings) {
        this.settings = new LinkedHashMap<>(SETTINGS);
        this.settings.putAll(settings);
    }

    @Override
    public String version() {
        String version = MillraceEngine.class.getPackage().getImplementationVersion();
        return "Millrace" + (version == null ? "" : " " + version);
    }

    @Override
    public String settings() {
        return "database on disk, state in RocksDB, otherwise defaults; " + new TreeMap<>(settings);
    }

    @Override
    public Run run(NexmarkQuery query, Load load) throws SQLException, IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench");
        Properties properties = new Properties();
        settings.forEach(properties::setProperty);
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + directory, properties);
                Statement statement = connection.createStatement()) {
            createTables(connection, statement, query, load);
            totals.reset();
            Stopwatch watch = Stopwatch.start();
            statement.execute(
                    "CREATE PIPELINE " + PIPELINE + " AS INSERT INTO nowhere " + text(connection, query, load));
            return watched(connection, query, load, watch);
        } finally {
            Folders.delete(directory);
        }
    }

    private static void createTables(Connection connection, Statement statement, NexmarkQuery query, Load load)
            throws SQLException {
        statement.execute("SET parallelism = " + load.parallelism());
        for (EventKind kind : EventKind.values()) {
            statement.execute("CREATE TABLE " + kind.table() + " (WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL"
                    + " '4' SECOND) WITH ('connector' = '" + (load.loaded() ? "nexmark-loaded" : "nexmark")
                    + "', 'rows' = '" + load.config().events() + "', 'events-per-second' = '"
                    + load.config().eventsPerSecond() + "', 'seed' = '"
                    + load.config().seed() + "', 'base-time' = '"
                    + JavaValues.timestamp(load.config().baseTimeMicros()) + "', 'splits' = '" + load.splits() + "')");
        }
        if (query.readsSideInput()) {
            for (String sql : SideInput.statements()) {
                statement.execute(sql);
            }
        }
        statement.execute("CREATE TABLE nowhere ("
                + ResultColumns.of(connection, query).declarations(load.compared())
                + ") WITH ('connector' = 'blackhole', 'totals' = '" + PIPELINE + "')");
    }

    private static String text(Connection connection, NexmarkQuery query, Load load) throws SQLException {
        ResultColumns columns = ResultColumns.of(connection, query);
        return load.compared() && columns.hasAverages()
                ? "SELECT STREAM " + columns.rounded() + " FROM (" + query.sql() + ") AS answer"
                : query.streamSql();
    }

    private Run watched(Connection connection, NexmarkQuery query, Load load, Stopwatch watch)
            throws SQLException, InterruptedException {
        long all = load.rows(query);
        // What reads a table that may yet change has no end; then its rows say when it is through.
        long rowsAtEnd = query.readsSideInput() ? all + SideInput.ROWS : Long.MAX_VALUE;
        PipelineWatch seen = PipelineWatch.until(connection, PIPELINE, watch, rowsAtEnd, load.secondsMax());
        return new Run(
                seen.ended() ? all : Math.min(seen.rowsIn(), all),
                seen.ended(),
                seen.seconds(),
                seen.cpuSeconds(),
                totals.rows(),
                totals.checksum(),
                seen.checkpointMillis());
    }

    @Override
    public void close() {}
}
