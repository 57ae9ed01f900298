package io.millrace.bench.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Reads a {@code SELECT STREAM} through the embedded driver, in a database on disk with its log and checkpoints.
 *
 * @param settings of the database
 */
public record LatencyBench(long rowsPerSecond, double warmUpSeconds, double seconds, Map<String, String> settings) {
    /** Of the rows, one in so many comes to the client. */
    private static final long SAMPLE_EVERY = 1_009;

    private static final long GROUPS = 100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    public LatencyBench {
        settings = Map.copyOf(settings);
    }

    /** Of the results that came: from the moment the newest row in one became due until it was in the client's hand. */
    public record Latencies(int results, double medianMillis, double p99Millis, double maxMillis) {
        static Latencies of(long[] sortedNanos) {
            int count = sortedNanos.length;
            return count == 0
                    ? new Latencies(0, Double.NaN, Double.NaN, Double.NaN)
                    : new Latencies(
                            count,
                            sortedNanos[count / 2] / NANOS_PER_MILLI,
                            sortedNanos[(int) (0.99 * (count - 1))] / NANOS_PER_MILLI,
                            sortedNanos[count - 1] / NANOS_PER_MILLI);
        }
    }

    /** Single rows that pass a filter. */
    public Latencies ofRows() throws SQLException, IOException {
        return measure("SELECT STREAM due_nanos FROM paced WHERE MOD(n, " + SAMPLE_EVERY + ") = 0", 1);
    }

    /** Groups, each with the newest row in it. */
    public Latencies ofGroups() throws SQLException, IOException {
        return measure(
                "SELECT STREAM MAX(due_nanos) AS newest, COUNT(*) AS n FROM paced GROUP BY MOD(n, " + GROUPS + ")", 2);
    }

    private Latencies measure(String query, int columns) throws SQLException, IOException {
        Path directory = Files.createTempDirectory("millrace-bench");
        Properties properties = new Properties();
        settings.forEach(properties::setProperty);
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + directory, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE paced WITH ('connector' = 'paced', 'rows-per-second' = '" + rowsPerSecond + "')");
            // Checkpoints of a view that does the same: an open result has none.
            statement.execute("CREATE MATERIALIZED VIEW beside AS SELECT MOD(n, " + GROUPS
                    + ") AS k, COUNT(*) AS n FROM paced GROUP BY MOD(n, " + GROUPS + ")");
            try (ResultSet rows = statement.executeQuery(query)) {
                return watched(rows, columns);
            }
        } finally {
            delete(directory);
        }
    }

    /** A row that is taken back tells nothing: its successor comes with it. One more column than asked for is the operation. */
    private Latencies watched(ResultSet rows, int columns) throws SQLException {
        boolean hasOperation = rows.getMetaData().getColumnCount() > columns;
        long[] nanos = new long[1 << 12];
        int count = 0;
        long started = System.nanoTime();
        long countsFrom = started + (long) (warmUpSeconds * NANOS_PER_SECOND);
        long ends = countsFrom + (long) (seconds * NANOS_PER_SECOND);
        while (rows.next()) {
            long now = System.nanoTime();
            if (now > ends) {
                break;
            }
            if (now >= countsFrom && (!hasOperation || "+".equals(rows.getString(columns + 1)))) {
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = now - rows.getLong(1);
            }
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Latencies.of(sorted);
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
