package io.millrace.bench.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * A view over many keys with a text each, in RocksDB, and a native table that changes it. The server is killed; then it is
 * measured how long it takes from the start of a process to the first new result in the hand of a client.
 *
 * <p><b>Ownership:</b> works in an empty directory, which its owner deletes.
 */
public final class RecoveryBench {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LOOK_MILLIS = 200;
    private static final int TEXT_LENGTH = 400;
    /** Of the files of a checkpoint, for each key: its group and its row in the view. */
    private static final int KEY_BYTES = 1_250;

    private static final long MANY_AT_ONCE = 20_000;

    private final Path data;
    private final Path logs;
    private final String heap;
    private final long keys;

    /** @param gigabytes of state, about */
    public RecoveryBench(double gigabytes, String heap, Path directory) throws IOException {
        data = directory.resolve("data");
        logs = Files.createDirectories(directory.resolve("logs"));
        this.heap = heap;
        keys = (long) (gigabytes * 1e9 / KEY_BYTES);
    }

    /**
     * One recovery.
     *
     * @param changes since the checkpoint
     * @param stateBytes of the checkpoint
     * @param listeningSeconds from process start until clients are served
     * @param resultSeconds until the first new result
     */
    public record Recovery(long changes, long stateBytes, double listeningSeconds, double resultSeconds) {}

    /** Makes the state; seconds it took. */
    public double prepare() throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(data, logs, heap);
                Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE loaded (id BIGINT NOT NULL, text VARCHAR NOT NULL) WITH ('connector' = 'datagen',"
                            + " 'rows' = '" + keys + "', 'rows-per-second' = '0', 'fields.id.kind' = 'sequence',"
                            + " 'fields.text.length' = '" + TEXT_LENGTH + "')");
            statement.execute("CREATE TABLE change (n BIGINT PRIMARY KEY, id BIGINT NOT NULL)");
            statement.execute("CREATE MATERIALIZED VIEW state AS SELECT id, MAX(text) AS text, COUNT(*) AS n FROM"
                    + " (SELECT id, text FROM loaded UNION ALL SELECT id, '' FROM change) AS input GROUP BY id");
            while (number(statement, "SELECT COUNT(*) FROM state") < keys) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            statement.execute("CHECKPOINT");
        }
        return seconds(began);
    }

    /** Makes changes, kills the server, and starts it. A checkpoint comes before the changes. */
    public Recovery recover(long changes) throws IOException, SQLException, InterruptedException {
        long last;
        long bytes;
        try (ServerProcess server = ServerProcess.start(data, logs, heap);
                Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            bytes = number(statement, "SELECT MAX_BY(bytes, id) FROM sys.checkpoints WHERE state = 'COMPLETED'");
            last = number(statement, "SELECT COALESCE(MAX(n), 0) FROM change");
            for (long made = 0; made < changes; made += MANY_AT_ONCE) {
                long count = Math.min(MANY_AT_ONCE, changes - made);
                statement.execute("INSERT INTO change SELECT " + (last + made) + " + 1 + id, (" + made + " + id) % "
                        + keys + " FROM state WHERE id < " + count);
            }
            last += changes;
        }
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(data, logs, heap)) {
            double listening = seconds(began);
            try (Connection connection = DriverManager.getConnection(server.url());
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO change VALUES (" + (last + 1) + ", " + (keys - 1) + ")");
                if (number(statement, "SELECT n FROM state WHERE id = " + (keys - 1)) < 2) {
                    throw new SQLException("the view lacks what was just written");
                }
            }
            return new Recovery(changes, bytes, listening, seconds(began));
        }
    }

    /** One change in so many keys is what counts as many. */
    public long many() {
        return keys / 10;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / (double) NANOS_PER_SECOND;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
