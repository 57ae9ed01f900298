package io.millrace.campaign.kill;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.MortalServer;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.connector.nexmark.NexmarkConfig;
import io.millrace.connector.nexmark.NexmarkFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * A server keeps q3, q5 and q17 as views and a pipeline into part files, all over one file of events that is read at a limited
 * rate, and is killed at random moments, some of them while it starts. Afterwards views and part files must equal what
 * DuckDB answers for the whole file.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class KillCampaign {
    private static final int READERS = 2;
    /** One kill of so many comes while the server starts. */
    private static final int STARTS_EVERY = 5;

    private static final double START_MILLIS = 4_000;
    private static final double MOMENT_MILLIS = 1_000;
    /** No kill comes behind this share of the file. */
    private static final double PLACE_MAX = 0.9;

    private static final long LOOK_MILLIS = 20;
    private static final long READ_PAUSE_MILLIS = 25;
    private static final long SECONDS_MAX = 900;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final KillOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Findings findings = new Findings();
    private final Random random;
    private final Nexmark nexmark;
    private final Path events;
    private final Path parts;
    private final MortalServer server;
    private final List<ViewPoller> pollers = new ArrayList<>();

    /** @param directory an empty one */
    public KillCampaign(KillOptions options, Path directory, PrintWriter out) throws IOException {
        this.options = options;
        this.directory = directory;
        this.out = out;
        random = new Random(options.seed());
        nexmark = new Nexmark(NexmarkConfig.ofEvents(options.events()));
        events = directory.resolve("events.jsonl");
        parts = directory.resolve("parts");
        Path logs = Files.createDirectories(directory.resolve("logs"));
        server = new MortalServer(
                directory.resolve("data"), logs, Map.of("checkpoint.interval", options.checkpointMillis() + "ms"));
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException, InterruptedException {
        say("writing %,d events to %s", options.events(), events);
        NexmarkFiles.writeEvents(nexmark, events);
        List<Client> readers = new ArrayList<>();
        try (server) {
            server.start();
            create();
            for (int i = 0; i < READERS; i++) {
                ViewPoller poller = new ViewPoller(BidPrefixes.of(nexmark), findings);
                pollers.add(poller);
                readers.add(new Client("a reader", server, findings, READ_PAUSE_MILLIS, poller));
            }
            readers.forEach(Client::start);
            killAgainAndAgain();
            awaitEnd();
            for (Client reader : readers) {
                reader.close();
            }
            Map<String, Rows> views = readViews();
            int exit = server.stop();
            if (exit != 0 && exit != 143) {
                findings.add("after SIGTERM the server's exit code was " + exit);
            }
            compare(views);
        } finally {
            readers.forEach(Client::stop);
        }
        say(
                "%d kills, %,d readings of views, %s",
                options.kills(),
                pollers.stream().mapToLong(ViewPoller::reads).sum(),
                findings.none() ? "nothing lost, nothing doubled, nothing went back" : findings.count() + " findings");
        return findings.all();
    }

    private void create() throws SQLException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : KillTables.statements(options, events, parts)) {
                statement.execute(sql);
            }
        }
    }

    /** Each comes somewhere in the file, so that all come before its end; then at a random moment. */
    private void killAgainAndAgain() throws IOException, InterruptedException, SQLException {
        long bids = Nexmark.count(EventKind.BID, options.events());
        long[] places = random.doubles(options.kills(), 0, PLACE_MAX)
                .mapToLong(place -> (long) (place * bids))
                .sorted()
                .toArray();
        boolean whileStarting = false;
        for (int kill = 1; kill <= options.kills(); kill++) {
            if (!whileStarting) {
                awaitPlace(places[kill - 1]);
            }
            long millis = (long) (random.nextDouble() * (whileStarting ? START_MILLIS : MOMENT_MILLIS));
            TimeUnit.MILLISECONDS.sleep(millis);
            long checkpointSeen = newest(ViewPoller::checkpointNewest);
            long rowsMax = rowsRepeatedMax();
            server.kill();
            String kills = String.format(
                    Locale.ROOT,
                    "kill %d at bid %,d and %d ms, %s",
                    kill,
                    places[kill - 1],
                    millis,
                    whileStarting ? "while it starts" : "while it serves");
            whileStarting = random.nextInt(STARTS_EVERY) == 0 && kill < options.kills();
            if (whileStarting) {
                server.launch();
                say("%s", kills);
            } else {
                server.start();
                RecoveryLog log = RecoveryLog.of(server.logLines());
                check(log, checkpointSeen, rowsMax);
                say(
                        "%s; went on from checkpoint %d at offsets %s, %,d rows of at most %,d read again",
                        kills, log.checkpoint(), log.offsets(), log.rowsRepeated(), rowsMax);
            }
        }
    }

    /** Waits until so many bids were seen in a view. */
    private void awaitPlace(long bids) throws SQLException, InterruptedException {
        long started = System.nanoTime();
        while (newest(ViewPoller::bidsNewest) < bids) {
            requireTime(started, "no reader has seen " + bids + " bids");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static void requireTime(long startedNanos, String missing) throws SQLException {
        if (System.nanoTime() - startedNanos > SECONDS_MAX * NANOS_PER_SECOND) {
            throw new SQLException(missing + " within " + SECONDS_MAX + " s");
        }
    }

    private long newest(ToLongFunction<ViewPoller> value) {
        return pollers.stream().mapToLong(value).max().orElse(0);
    }

    /** One interval's worth of rows, and what comes in while the next checkpoint is written: it counts when it is complete. */
    private long rowsRepeatedMax() {
        long millis = options.checkpointMillis() + newest(ViewPoller::checkpointMillisMax) + options.slackMillis();
        return options.rowsPerSecond() * millis / 1_000;
    }

    private void check(RecoveryLog log, long checkpointSeen, long rowsMax) {
        if (checkpointSeen == 0) {
            return;
        }
        if (log.checkpoint() < checkpointSeen && !log.finished().containsAll(KillTables.queries())) {
            findings.add(
                    "checkpoint " + checkpointSeen + " was there, but the server went on from " + log.checkpoint());
        }
        for (String query : KillTables.queries()) {
            if (!log.finished().contains(query) && log.offsets().getOrDefault(query, 0L) <= 0) {
                findings.add(query + " began anew though there was checkpoint " + checkpointSeen);
            }
        }
        if (log.rowsRepeated() > rowsMax) {
            findings.add(log.rowsRepeated() + " rows were read again, which is more than " + rowsMax);
        }
    }

    private boolean finished() throws SQLException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, state, error FROM sys.queries")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
                if (rows.getString(3) != null) {
                    throw new SQLException(rows.getString(1) + " has failed: " + rows.getString(3));
                }
            }
        }
        return KillTables.queries().stream().allMatch(query -> "FINISHED".equals(states.get(query)));
    }

    private void awaitEnd() throws SQLException, InterruptedException {
        long started = System.nanoTime();
        while (!finished()) {
            requireTime(started, "the queries have not ended");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private Map<String, Rows> readViews() throws SQLException, InterruptedException {
        Map<String, Rows> views = new HashMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String view : KillTables.VIEWS) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + view)) {
                    views.put(view, Rows.read(rows));
                }
            }
        }
        return views;
    }

    private void compare(Map<String, Rows> views) throws SQLException, IOException {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.loadEvents(events);
            for (Map.Entry<String, Rows> view : views.entrySet()) {
                Rows expected = duckDb.answer(NexmarkQuery.named(view.getKey()).orElseThrow());
                say("%s: %,d rows", view.getKey(), expected.count());
                view.getValue()
                        .difference(expected)
                        .ifPresent(difference -> findings.add("view " + view.getKey() + ": " + difference));
            }
            duckDb.execute("CREATE TABLE parts AS SELECT * FROM "
                    + DuckDb.jsonLines(parts + "/*.json", EventKind.BID.columns(), ""));
            long lost = duckDb.number("SELECT COUNT(*) FROM (FROM bid EXCEPT ALL FROM parts)");
            long doubled = duckDb.number("SELECT COUNT(*) FROM (FROM parts EXCEPT ALL FROM bid)");
            say("part files: %,d rows", duckDb.number("SELECT COUNT(*) FROM parts"));
            if (lost + doubled > 0) {
                findings.add("part files: " + lost + " rows are lost, " + doubled + " are too many");
            }
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Where logs and files are. */
    public Path directory() {
        return directory;
    }
}
