package io.millrace.campaign.crash;

import io.millrace.campaign.answer.Rows;
import io.millrace.campaign.point.PointControl;
import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.MortalServer;
import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server with its files, those who write to it, and what it must hold.
 *
 * <p><b>Threading:</b> one thread; clients have their own.
 */
final class Site implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final long WRITE_PAUSE_MILLIS = 5;
    private static final long LOOK_MILLIS = 50;
    private static final long SETTLED_MILLIS_MAX = 60_000;
    private static final long RIGHT_MILLIS_MAX = 20_000;

    final Path data;
    final MortalServer server;
    final PointControl control;
    final Truth truth;
    final EventFiles events;
    final AtomicBoolean diskFull = new AtomicBoolean();

    private final Path sinks;
    private final Findings findings;
    private final AtomicLong refused = new AtomicLong();
    private final List<Entries> writers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();

    Site(Path directory, long seed, Findings findings) throws IOException, SQLException, InterruptedException {
        this.findings = findings;
        data = directory.resolve("data");
        sinks = directory.resolve("sinks");
        Path control = Files.createDirectories(directory.resolve("control"));
        this.control = new PointControl(control, data, sinks);
        List<String> jvmOptions = new ArrayList<>(this.control.jvmOptions());
        jvmOptions.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g"));
        server = new MortalServer(
                data,
                Files.createDirectories(directory.resolve("logs")),
                Map.of("checkpoint.interval", "300ms", "disk.warn-below", "1MB", "restart.delay", "200ms"),
                jvmOptions);
        Path eventFolder = directory.resolve("events");
        events = new EventFiles(eventFolder, seed);
        truth = new Truth(eventFolder, sinks, directory.resolve("taken"));
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Entries(i, seed, findings, events::last, diskFull, refused));
        }
        server.start();
        for (String sql : CrashTables.statements(eventFolder, sinks)) {
            run(sql);
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether a statement was acknowledged; if not, the server must be dead soon. */
    boolean runUntilDeath(String sql) throws SQLException, InterruptedException {
        try {
            run(sql);
            return true;
        } catch (SQLException e) {
            if (!server.awaitDeath(5_000)) {
                throw e;
            }
            return false;
        }
    }

    private Connection connect() throws SQLException {
        try {
            return server.connect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Rows rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return Rows.read(rows);
        }
    }

    /** Whether a text stands in the epoch log. */
    boolean logHolds(String text) throws IOException {
        for (Path segment : Trees.files(data.resolve("log"))) {
            if (new String(Files.readAllBytes(segment), StandardCharsets.ISO_8859_1).contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Events come and clients write from now on. */
    void beginLoad() {
        events.start();
        for (int i = 0; i < WRITERS; i++) {
            Client client = new Client("writer " + i, server, findings, WRITE_PAUSE_MILLIS, writers.get(i));
            clients.add(client);
            client.start();
        }
    }

    void endLoad() throws InterruptedException {
        events.close();
        for (Client client : clients) {
            client.close();
        }
        clients.clear();
    }

    long acknowledged() {
        return writers.stream().mapToLong(Entries::acknowledged).sum();
    }

    long refused() {
        return refused.get();
    }

    List<Map<Long, Entries.Row>> entries() {
        List<Map<Long, Entries.Row>> rows = new ArrayList<>();
        writers.forEach(writer -> rows.add(new TreeMap<>(writer.rows())));
        return rows;
    }

    void goBackTo(List<Map<Long, Entries.Row>> entries) {
        for (int i = 0; i < WRITERS; i++) {
            writers.get(i).goBackTo(entries.get(i));
        }
    }

    /** Brings the load to an end and compares everything; {@code what} begins each finding. */
    void check(String what) throws IOException, SQLException, InterruptedException {
        endLoad();
        events.end();
        settleEntries();
        Map<Long, Entries.Row> entries = new TreeMap<>();
        entries().forEach(entries::putAll);
        truth.load(entries);
        awaitEvents(what);
        for (Map.Entry<String, CrashTables.Answers> view : CrashTables.VIEWS.entrySet()) {
            compare(what, view.getKey(), view.getValue().read(), view.getValue().expected());
        }
        run("CHECKPOINT");
        truth.compareSinks(events.last()).forEach(wrong -> findings.add(what + ": " + wrong));
        String standing =
                "SELECT COUNT(*) FROM sys.queries WHERE kind <> 'SELECT' AND (state <> 'RUNNING' OR error IS NOT NULL)";
        if (number(standing) > 0) {
            findings.add(what + ": not all queries run");
        }
    }

    private void settleEntries() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (Entries writer : writers) {
                writer.settle(statement);
            }
        }
    }

    private void awaitEvents(String what) throws SQLException, InterruptedException {
        long waited = 0;
        long seen = 0;
        while (waited < SETTLED_MILLIS_MAX) {
            seen = number("SELECT SUM(n) FROM totals");
            if (seen >= events.last()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            waited += LOOK_MILLIS;
        }
        findings.add(what + ": of " + events.last() + " events only " + seen + " came");
    }

    /** A view over what has just come may take a moment. */
    void compare(String what, String name, String read, String expected) throws SQLException, InterruptedException {
        Rows answer = truth.answer(expected);
        Optional<String> difference = rows(read).difference(answer);
        for (long waited = 0; difference.isPresent() && waited < RIGHT_MILLIS_MAX; waited += LOOK_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            difference = rows(read).difference(answer);
        }
        difference.ifPresent(wrong -> findings.add(what + ": view " + name + ": " + wrong));
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        clients.forEach(Client::stop);
        events.close();
        server.close();
        truth.close();
    }
}
