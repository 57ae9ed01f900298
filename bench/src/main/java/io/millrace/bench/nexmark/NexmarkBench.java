package io.millrace.bench.nexmark;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.executor.clock.Clock;
import io.millrace.executor.clock.SystemClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a query as a pipeline from the generator into nowhere, in a database of its own on disk, until the input has ended.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class NexmarkBench {
    /** State in RocksDB, as in every database on disk, and a checkpoint every 2 s. */
    public static final Map<String, String> SETTINGS = Map.of("checkpoint.interval", "2s");

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LOOK_MILLIS = 10;
    private static final String PIPELINE = "bench";

    private final long events;
    private final int parallelism;
    private final Map<String, String> settings;
    private final Clock clock = new SystemClock();

    /** @param events of all three tables together */
    public NexmarkBench(long events, int parallelism, Map<String, String> settings) {
        this.events = events;
        this.parallelism = parallelism;
        this.settings = Map.copyOf(settings);
    }

    /** Runs the query once; the time is that from its creation to its last row. */
    public Measurement measure(NexmarkQuery query) throws SQLException, IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench");
        Properties properties = new Properties();
        settings.forEach(properties::setProperty);
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + directory, properties);
                Statement statement = connection.createStatement()) {
            createTables(connection, statement, query);
            double cpuBefore = cpuSeconds();
            long started = clock.nanoTime();
            statement.execute("CREATE PIPELINE " + PIPELINE + " AS INSERT INTO nowhere " + query.streamSql());
            long rows = query.reads().stream()
                    .mapToLong(kind -> Nexmark.count(kind, events))
                    .sum();
            awaitEnd(statement, query.readsSideInput() ? rows + SideInput.ROWS : Long.MAX_VALUE);
            double seconds = (clock.nanoTime() - started) / NANOS_PER_SECOND;
            double cpu = cpuSeconds() - cpuBefore;
            return new Measurement(query.name(), parallelism, rows, seconds, cpu);
        } finally {
            delete(directory);
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() / NANOS_PER_SECOND
                : Double.NaN;
    }

    private void createTables(Connection connection, Statement statement, NexmarkQuery query) throws SQLException {
        statement.execute("SET parallelism = " + parallelism);
        for (EventKind kind : EventKind.values()) {
            statement.execute("CREATE TABLE " + kind.table() + " (WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL"
                    + " '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '" + events + "', 'splits' = '"
                    + parallelism + "')");
        }
        if (query.readsSideInput()) {
            for (String sql : SideInput.statements()) {
                statement.execute(sql);
            }
        }
        statement.execute("CREATE TABLE nowhere (" + columns(connection, query) + ") WITH ('connector' = 'blackhole')");
    }

    /** Declarations that suit the query's result. */
    private static String columns(Connection connection, NexmarkQuery query) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        try (PreparedStatement prepared = connection.prepareStatement(query.sql())) {
            ResultSetMetaData result = prepared.getMetaData();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                columns.add("c" + i + " " + type(result, i));
            }
        }
        return columns.toString();
    }

    private static String type(ResultSetMetaData result, int column) throws SQLException {
        return switch (result.getColumnType(column)) {
            case Types.DECIMAL, Types.NUMERIC ->
                "DECIMAL(" + result.getPrecision(column) + ", " + result.getScale(column) + ")";
            case Types.TIMESTAMP -> "TIMESTAMP(6)";
            case Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP(6) WITH TIME ZONE";
            case Types.CHAR, Types.VARCHAR -> "VARCHAR";
            default -> result.getColumnTypeName(column);
        };
    }

    /** @param rowsIn after so many rows it is at its end, too: a table that may yet change has none */
    private static void awaitEnd(Statement statement, long rowsIn) throws SQLException, InterruptedException {
        while (true) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT state, error, rows_in FROM sys.queries WHERE name = 'public." + PIPELINE + "'")) {
                if (rows.next()) {
                    String state = rows.getString(1);
                    if (state.equals("FINISHED") || rows.getLong(3) >= rowsIn) {
                        return;
                    } else if (!state.equals("RUNNING")) {
                        throw new SQLException("the pipeline has failed: " + rows.getString(2));
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
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
}
