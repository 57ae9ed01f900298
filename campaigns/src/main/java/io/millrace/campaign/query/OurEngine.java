package io.millrace.campaign.query;

import io.millrace.campaign.answer.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Millrace through the embedded driver. A statement that takes too long is cancelled and fails with {@value #HUNG}.
 *
 * <p><b>Threading:</b> one thread. <b>Ownership:</b> close it.
 */
final class OurEngine implements AutoCloseable {
    static final String HUNG = "hangs";

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "campaign-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final String url;
    private final int parallelism;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private int secondsMax;
    private Connection connection;

    OurEngine(String url, int parallelism, int secondsMax) throws SQLException {
        this.url = url;
        this.parallelism = parallelism;
        this.secondsMax = secondsMax;
        this.connection = connect();
    }

    private Connection connect() throws SQLException {
        Connection opened = DriverManager.getConnection(url);
        try (Statement statement = opened.createStatement()) {
            statement.execute("SET parallelism = " + parallelism);
        }
        return opened;
    }

    void allow(int seconds) {
        secondsMax = seconds;
    }

    /** Closes the database and opens it again. */
    void restart() throws SQLException {
        forget();
        connection.close();
        connection = connect();
    }

    int execute(String sql) throws SQLException {
        return watched(statement -> {
            statement.execute(sql);
            return Math.max(statement.getUpdateCount(), 0);
        });
    }

    /** All or nothing. */
    void executeTogether(List<String> statements) throws SQLException {
        watched(statement -> {
            for (String sql : statements) {
                statement.addBatch(sql);
            }
            return statement.executeBatch();
        });
    }

    Rows query(String sql) throws SQLException {
        return watched(statement -> {
            try (ResultSet result = statement.executeQuery(sql)) {
                return Rows.read(result);
            }
        });
    }

    /** What {@code EXPLAIN} says. */
    String plan(String sql) throws SQLException {
        return watched(statement -> {
            StringBuilder lines = new StringBuilder();
            try (ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
                while (result.next()) {
                    lines.append(result.getString(1)).append('\n');
                }
            }
            return lines.toString();
        });
    }

    /** As {@link #query}, but planned the first time only, until {@link #forget}: for a query that is asked often. */
    Rows queryAgain(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        PreparedStatement asked = statement;
        return watched(statement, ignored -> {
            try (ResultSet result = asked.executeQuery()) {
                return Rows.read(result);
            }
        });
    }

    /** Closes what {@link #queryAgain} keeps. */
    void forget() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    /** A query that goes on; read it through {@link #reach}. */
    Follower follow(String query, int columns) throws SQLException {
        Statement statement = connection.createStatement();
        try {
            return new Follower(statement, query, columns);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Empty once the follower has shown those rows; what is wrong if it has not in time. */
    Optional<String> reach(Follower follower, Rows expected) {
        ScheduledFuture<?> watch = WATCH.schedule(() -> cancel(follower.statement()), secondsMax, TimeUnit.SECONDS);
        try {
            return follower.reach(expected);
        } finally {
            watch.cancel(false);
        }
    }

    /** What is done with a statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Statement statement) throws SQLException;
    }

    private <T> T watched(Use<T> use) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return watched(statement, use);
        }
    }

    private <T> T watched(Statement statement, Use<T> use) throws SQLException {
        ScheduledFuture<?> watch = WATCH.schedule(() -> cancel(statement), secondsMax, TimeUnit.SECONDS);
        try {
            return use.of(statement);
        } catch (SQLException e) {
            throw watch.isDone() ? new SQLException(HUNG, "57014", e) : e;
        } finally {
            watch.cancel(false);
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException("a statement cannot be cancelled", e);
        }
    }

    @Override
    public void close() throws SQLException {
        forget();
        connection.close();
    }
}
