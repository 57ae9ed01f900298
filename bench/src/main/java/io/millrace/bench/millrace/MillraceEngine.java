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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a query as a pipeline into a sink that adds up every column and keeps nothing, in a database of its own on disk.
 *
 * <p><b>Threading:</b> one run at a time in a process.
 */
public final class MillraceEngine implements Engine {
    /** State in RocksDB, as in every database on disk, and a checkpoint every 2 s. */
    public static final Map<String, String> SETTINGS = Map.of("checkpoint.interval", "2s");

    private static final long LOOK_MILLIS = 50;
    private static final int LOOKS_PER_CHECKPOINT_LOOK = 10;
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
            delete(directory);
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

    /** Looks on until all is read and written, or time is up. */
    private Run watched(Connection connection, NexmarkQuery query, Load load, Stopwatch watch)
            throws SQLException, InterruptedException {
        long rowsAll = load.rows(query);
        // What reads a table that may yet change has no end; then its rows say when it is through.
        long rowsIn = query.readsSideInput() ? rowsAll + SideInput.ROWS : Long.MAX_VALUE;
        Map<Long, Long> checkpoints = new TreeMap<>();
        try (PreparedStatement state = connection.prepareStatement(
                        "SELECT state, error, rows_in FROM sys.queries WHERE name = 'public." + PIPELINE + "'");
                PreparedStatement taken = connection.prepareStatement(
                        "SELECT id, duration_ms FROM sys.checkpoints WHERE state = 'COMPLETED'")) {
            boolean ended = false;
            long read = 0;
            double seconds = 0;
            double cpuSeconds = 0;
            for (int look = 1; !ended && seconds < load.secondsMax(); look++) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                try (ResultSet row = state.executeQuery()) {
                    seconds = watch.seconds();
                    cpuSeconds = watch.cpuSeconds();
                    row.next();
                    read = row.getLong(3);
                    ended = ended(row.getString(1), row.getString(2)) || read >= rowsIn;
                }
                if (ended || look % LOOKS_PER_CHECKPOINT_LOOK == 0) {
                    lookAtCheckpoints(taken, checkpoints);
                }
            }
            return new Run(
                    ended ? rowsAll : Math.min(read, rowsAll),
                    ended,
                    seconds,
                    cpuSeconds,
                    totals.rows(),
                    totals.checksum(),
                    new ArrayList<>(checkpoints.values()));
        }
    }

    private static boolean ended(String state, String error) throws SQLException {
        return switch (state) {
            case "FINISHED" -> true;
            case "RUNNING" -> false;
            default -> throw new SQLException("the pipeline has failed: " + error);
        };
    }

    private static void lookAtCheckpoints(PreparedStatement taken, Map<Long, Long> checkpoints) throws SQLException {
        try (ResultSet rows = taken.executeQuery()) {
            while (rows.next()) {
                checkpoints.put(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {}
}
