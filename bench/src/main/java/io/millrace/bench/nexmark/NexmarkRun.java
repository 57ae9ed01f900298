package io.millrace.bench.nexmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One query as a pipeline into {@code blackhole}, in a database of its own: RocksDB, a checkpoint every two seconds.
 *
 * @param query its name: {@code q5}
 * @param events persons, auctions and bids together, of which the query reads the kinds it is about
 */
record NexmarkRun(String query, long events, int parallelism) {
    static final List<String> QUERIES =
            List.of("q0", "q1", "q2", "q3", "q4", "q5", "q7", "q8", "q14", "q17", "q21", "q22");

    private static final String VIEW = "CREATE VIEW query AS ";
    private static final long POLL_MILLIS = 5;

    /** What was measured. */
    record Result(NexmarkRun run, double seconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s parallelism=%d events=%d seconds=%.3f events_per_s=%.0f",
                    run.query,
                    run.parallelism,
                    run.events,
                    seconds,
                    run.events / seconds);
        }
    }

    Result measure() throws SQLException, IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench");
        try (Connection connection = DriverManager.getConnection(
                "jdbc:millrace:file:" + directory + "?checkpoint.interval=2s&state.backend=rocksdb")) {
            return measure(connection);
        } finally {
            delete(directory);
        }
    }

    private Result measure(Connection connection) throws SQLException, IOException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("person", "auction", "bid")) {
                statement.execute("CREATE TABLE " + table
                        + " (WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL '4' SECOND)"
                        + " WITH ('connector' = 'nexmark', 'rows' = '" + events + "')");
            }
            statement.execute(VIEW + text(query));
            statement.execute("CREATE TABLE sink (" + String.join(", ", columns(statement))
                    + ") WITH ('connector' = 'blackhole')");
            long started = System.nanoTime();
            statement.execute("CREATE PIPELINE bench WITH ('parallelism' = '" + parallelism
                    + "') AS INSERT INTO sink SELECT STREAM * FROM query");
            String state = state(statement);
            while (state.equals("RUNNING")) {
                Thread.sleep(POLL_MILLIS);
                state = state(statement);
            }
            if (!state.equals("FINISHED")) {
                throw new SQLException(query + " ended as " + state);
            }
            return new Result(this, (System.nanoTime() - started) / 1e9);
        }
    }

    private static String text(String query) throws IOException {
        String resource = "/io/millrace/bench/nexmark/" + query + ".sql";
        try (InputStream in = NexmarkRun.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no query " + query + "; there are " + String.join(", ", QUERIES));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The columns of the query, to declare the sink with. */
    private static List<String> columns(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("DESCRIBE query")) {
            while (rows.next()) {
                columns.add('"' + rows.getString("name") + "\" " + rows.getString("type"));
            }
        }
        return columns;
    }

    private static String state(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT state, error FROM sys.queries WHERE name = 'public.bench'")) {
            rows.next();
            String error = rows.getString(2);
            return error == null ? rows.getString(1) : rows.getString(1) + ": " + error;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
