package io.millrace.campaign.garbage;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.choice.Shrinker;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gives garbage to a database in memory, a new one every so often, and looks at what it says.
 *
 * <p><b>Threading:</b> one thread; other jobs run beside, each with a database of its own. <b>Ownership:</b> close it.
 */
final class GarbageJob implements AutoCloseable {
    static final int STRINGS_PER_DATABASE = 1_000;
    private static final int SECONDS_MAX = 60;
    private static final int ROWS_MAX = 100;
    private static final int SHRINK_TRIALS = 300;
    private static final int SHRINK_SECONDS = 20;
    private static final int SHOWN_MAX = 600;
    private static final List<String> TELLTALES = List.of(
            "\tat ",
            "io.millrace",
            "java.",
            "org.apache.",
            "codehaus",
            "Exception",
            "Error:",
            "RexNode",
            "RelOptInfra");
    private static final List<String> SETUP = List.of(
            "CREATE TABLE t (a INTEGER, b VARCHAR, c DECIMAL(9, 2), ts TIMESTAMP, d DATE)",
            "INSERT INTO t VALUES (1, 'x', 1.5, NULL, NULL), (2, NULL, 2, TIMESTAMP '2024-01-01 00:00:00', NULL)",
            "CREATE TABLE u (a INTEGER PRIMARY KEY, x INTEGER)",
            "INSERT INTO u VALUES (1, 1), (2, 1)",
            "CREATE TABLE e (k INTEGER, v INTEGER, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)",
            "CREATE TABLE hole (a INTEGER) WITH ('connector' = 'blackhole')");

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "campaign-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final GarbageOptions options;
    private final GarbageFindings findings;
    private Optional<Connection> database = Optional.empty();
    private int used;

    GarbageJob(GarbageOptions options, GarbageFindings findings) {
        this.options = options;
        this.findings = findings;
    }

    /** One string. */
    void give(long number) throws SQLException {
        Choices choices = choices(number);
        Optional<String> wrong = wrong(Garbage.generate(choices));
        if (wrong.isPresent()) {
            report(number, choices, wrong.get());
        }
    }

    private Choices choices(long number) {
        return Choices.seeded(options.seed() * 1_000_003 + number);
    }

    private void renew() throws SQLException {
        if (database.isPresent()) {
            Connection closing = database.get();
            database = Optional.empty();
            closing.close();
        }
        used = 0;
    }

    private Connection database() throws SQLException {
        if (used++ >= STRINGS_PER_DATABASE) {
            renew();
        }
        if (database.isEmpty()) {
            Connection opened = DriverManager.getConnection("jdbc:millrace:");
            database = Optional.of(opened);
            try (Statement statement = opened.createStatement()) {
                for (String sql : SETUP) {
                    statement.execute(sql);
                }
            }
        }
        return database.get();
    }

    /** What is wrong with the answer; empty if nothing is. */
    private Optional<String> wrong(String text) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = database().createStatement()) {
            ScheduledFuture<?> watcher = WATCH.schedule(() -> cancel(statement), SECONDS_MAX, TimeUnit.SECONDS);
            try {
                statement.setMaxRows(ROWS_MAX);
                read(statement, text);
                findings.answered("00000");
            } finally {
                watcher.cancel(false);
            }
        } catch (SQLException e) {
            findings.answered(String.valueOf(e.getSQLState()));
            return (System.nanoTime() - start) / 1_000_000_000 >= SECONDS_MAX ? Optional.of("hangs") : wrong(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            renew();
            return Optional.of("throws " + e);
        }
        return Optional.empty();
    }

    private void read(Statement statement, String text) throws SQLException {
        boolean endless = text.toUpperCase(java.util.Locale.ROOT).contains("STREAM");
        if (statement.execute(text) && !endless) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException("a statement cannot be cancelled", e);
        }
    }

    private static Optional<String> wrong(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        String message = String.valueOf(error.getMessage());
        boolean proper = state.length() == 5 && !state.startsWith("XX") && !state.equals("00000");
        boolean tells = TELLTALES.stream().anyMatch(message::contains);
        return proper && !tells && !message.isBlank() ? Optional.empty() : Optional.of(state + " " + message);
    }

    private void report(long number, Choices choices, String wrong) throws SQLException {
        String kind = wrong.substring(0, Math.min(5, wrong.length()));
        Shrinker.Trial trial = attempt -> {
            try {
                return wrong(Garbage.generate(attempt.get(0)))
                        .filter(text -> text.startsWith(kind))
                        .isPresent();
            } catch (SQLException e) {
                return false;
            }
        };
        List<Choices> small = kind.equals("hangs")
                ? List.of(choices)
                : new Shrinker(trial, SHRINK_TRIALS, SHRINK_SECONDS).shrink(List.of(choices));
        String text = Garbage.generate(Choices.of(small.get(0).made()));
        String finding = "repeat with: bin/millrace-campaign garbage --seed " + options.seed() + " --first " + number
                + " --strings 1" + System.lineSeparator() + shown(text) + System.lineSeparator() + "-- "
                + shown(wrong(text).orElse("(not alone) " + wrong));
        findings.add(finding);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX
                ? text
                : text.substring(0, SHOWN_MAX) + " … (" + text.length() + " characters)";
    }

    @Override
    public void close() throws SQLException {
        renew();
    }
}
