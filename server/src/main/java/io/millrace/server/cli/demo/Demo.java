package io.millrace.server.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps three views over generated auctions in a database of its own and shows them; half way through it takes a savepoint,
 * and after another quarter it rolls back to it.
 *
 * <p><b>Threading:</b> one thread; a shutdown hook cleans up if the process is told to stop.
 */
public final class Demo {
    private static final long FRAME_MILLIS = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final List<String> VIEWS = List.of("""
            CREATE MATERIALIZED VIEW hot_auctions AS
            SELECT auction, window_end, COUNT(*) AS bids
            FROM TABLE(HOP(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
            GROUP BY auction, window_start, window_end
            HAVING COUNT(*) > 20""", """
            CREATE MATERIALIZED VIEW channels AS
            SELECT channel, COUNT(*) AS bids, MAX(price) AS highest, SUM(price) AS volume
            FROM bid GROUP BY channel""", """
            CREATE MATERIALIZED VIEW sellers AS
            SELECT p.state, COUNT(*) AS auctions
            FROM auction a JOIN person p ON a.seller = p.id GROUP BY p.state""");

    private final Screen screen;
    private final int seconds;
    private final int eventsPerSecond;
    private volatile boolean stopped;

    public Demo(PrintWriter out, int seconds, int eventsPerSecond) {
        this.screen = Screen.on(out);
        this.seconds = seconds;
        this.eventsPerSecond = eventsPerSecond;
    }

    public void run() throws SQLException, IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-demo");
        Connection connection =
                DriverManager.getConnection("jdbc:millrace:file:" + directory + "?checkpoint.interval=2s");
        Thread cleaner = new Thread(() -> end(connection, directory), "millrace-demo-end");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            create(connection);
            watch(connection);
        } catch (SQLException e) {
            if (!stopped) {
                throw e;
            }
        } finally {
            if (!stopped) {
                Runtime.getRuntime().removeShutdownHook(cleaner);
                end(connection, directory);
            }
        }
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("person", "auction", "bid")) {
                statement.execute(
                        "CREATE TABLE " + table + " (WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL '1'"
                                + " SECOND) WITH ('connector' = 'nexmark', 'realtime' = 'true', 'events-per-second' = '"
                                + eventsPerSecond + "')");
            }
            for (String view : VIEWS) {
                statement.execute(view);
                screen.say(view.strip() + ";");
            }
        }
    }

    private void watch(Connection connection) throws SQLException, InterruptedException {
        long started = System.nanoTime();
        Snapshot before = Snapshot.none();
        Savepoint savepoint = null;
        long bidsAtSavepoint = 0;
        boolean rolledBack = false;
        String news = "";
        double elapsed = 0;
        while (elapsed < seconds && !stopped) {
            Thread.sleep(FRAME_MILLIS);
            elapsed = (System.nanoTime() - started) / (double) NANOS_PER_SECOND;
            if (savepoint == null && elapsed >= seconds / 2.0) {
                bidsAtSavepoint = Snapshot.bids(connection);
                savepoint = connection.setSavepoint("demo");
                news = "SAVEPOINT demo: " + Screen.number(bidsAtSavepoint) + " bids in view channels";
            } else if (savepoint != null && !rolledBack && elapsed >= seconds * 0.75) {
                long bids = Snapshot.bids(connection);
                connection.rollback(savepoint);
                rolledBack = true;
                news = "ROLLBACK TO SAVEPOINT demo: from " + Screen.number(bids) + " bids back to "
                        + Screen.number(Snapshot.bids(connection)) + " (savepoint: "
                        + Screen.number(bidsAtSavepoint) + "), and on from there";
            }
            Snapshot now = Snapshot.of(connection, System.nanoTime());
            screen.show(now, before, elapsed, seconds, news);
            news = screen.isLive() ? news : "";
            before = now;
        }
        screen.say("That was the demonstration. \"bin/millrace shell\" is the next step.");
    }

    private void end(Connection connection, Path directory) {
        stopped = true;
        try {
            connection.close();
        } catch (SQLException e) {
            screen.say("closing the database: " + e.getMessage());
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            screen.say("removing " + directory + ": " + e.getMessage());
        }
    }
}
