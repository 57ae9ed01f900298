package io.millrace.campaign.soak;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.MortalServer;
import io.millrace.connector.nexmark.EventKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server answers a mix of Nexmark queries whose state does not grow, over events without end, writes part files, and is killed
 * again and again. What it needs of the machine must stay as it is, and every query must go on.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class SoakCampaign {
    /** Those that are done with a row when its window is. Each is counted, so that the answer does not grow either. */
    private static final List<String> QUERIES = List.of("q0", "q1", "q2", "q5", "q7", "q8", "q11", "q14", "q21", "q22");

    private static final Map<String, Integer> SHARES = Map.of("person", 1, "auction", 3, "bid", 46);
    private static final int SHARES_TOGETHER = 50;
    private static final long SAMPLE_MILLIS = 1_000;
    private static final double MEBI = 1 << 20;

    private final SoakOptions options;
    private final Path data;
    private final Path parts;
    private final PrintWriter out;
    private final MortalServer server;
    private final Findings findings = new Findings();
    private final List<Usage> lives = new ArrayList<>();
    private long answersBefore;

    /** @param directory an empty one */
    public SoakCampaign(SoakOptions options, Path directory, PrintWriter out) throws IOException {
        this.options = options;
        this.out = out;
        data = directory.resolve("data");
        parts = directory.resolve("parts");
        server = new MortalServer(
                data, Files.createDirectories(directory.resolve("logs")), Map.of("checkpoint.interval", "2s"));
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException, InterruptedException {
        say("%6s %12s %8s %11s %10s %14s", "life", "memory", "threads", "open files", "disk", "rows counted");
        try (server) {
            server.start();
            create();
            for (int life = 1; life <= options.lives(); life++) {
                if (life > 1) {
                    server.start();
                }
                live(life);
                server.kill();
            }
        }
        new Flatness(lives).findings().forEach(findings::add);
        say(
                "%d lives of %d s: %s",
                options.lives(),
                options.lifeSeconds(),
                findings.none() ? "memory, threads, open files and disk are flat" : findings.count() + " findings");
        return findings.all();
    }

    private void create() throws SQLException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Integer> table : SHARES.entrySet()) {
                statement.execute("CREATE TABLE " + table.getKey() + " (" + columns(table.getKey())
                        + ", WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL '4' SECOND) WITH ('connector' = 'nexmark',"
                        + " 'events-per-second' = '" + options.eventsPerSecond() + "', 'rows-per-second' = '"
                        + Math.max(1, options.eventsPerSecond() * table.getValue() / SHARES_TOGETHER) + "')");
            }
            for (String query : QUERIES) {
                String sql = NexmarkQuery.named(query).orElseThrow().sql();
                statement.execute("CREATE MATERIALIZED VIEW n_" + query + " AS SELECT COUNT(*) AS n FROM (" + sql
                        + ") AS answer");
            }
            statement.execute(
                    "CREATE TABLE part (auction BIGINT, price BIGINT) WITH ('connector' = 'filesystem', 'path' = '"
                            + parts + "', 'format' = 'csv')");
            statement.execute("CREATE PIPELINE keep AS INSERT INTO part SELECT STREAM auction, price FROM bid");
        }
    }

    private static String columns(String table) {
        return EventKind.valueOf(table.toUpperCase(Locale.ROOT)).columns().fields().stream()
                .map(field -> '"' + field.name() + "\" " + field.type().sqlName())
                .collect(Collectors.joining(", "));
    }

    /** What it needs in the second half of a life, when it has caught up. */
    private void live(int life) throws IOException, SQLException, InterruptedException {
        List<Usage> samples = new ArrayList<>();
        for (long millis = 0; millis < options.lifeSeconds() * 1_000L; millis += SAMPLE_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            if (!server.isAlive()) {
                findings.add("life " + life + ": the server died by itself");
                return;
            }
            if (millis >= options.lifeSeconds() * 500L) {
                samples.add(Usage.of(server.pid(), data));
            }
            takePartsAway();
        }
        Usage usage = Usage.median(samples);
        lives.add(usage);
        long answers = answers(life);
        say(
                "%6d %9.0f MB %8d %11d %7.0f MB %,14d",
                life,
                usage.memoryBytes() / MEBI,
                usage.threads(),
                usage.openFiles(),
                usage.diskBytes() / MEBI,
                answers);
        if (answers <= answersBefore) {
            findings.add("life " + life + ": nothing went on: " + answers + " rows after " + answersBefore);
        }
        answersBefore = answers;
    }

    /** What all answers come to; every query must be at work. */
    private long answers(int life) throws SQLException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT name, state, error FROM sys.queries WHERE kind <> 'SELECT' AND state <> 'RUNNING'")) {
                while (rows.next()) {
                    findings.add("life " + life + ": " + rows.getString(1) + " is " + rows.getString(2) + ": "
                            + rows.getString(3));
                }
            }
            long answers = 0;
            for (String query : QUERIES) {
                try (ResultSet rows = statement.executeQuery("SELECT n FROM n_" + query)) {
                    answers += rows.next() ? rows.getLong(1) : 0;
                }
            }
            return answers;
        }
    }

    private void takePartsAway() throws IOException {
        if (!Files.isDirectory(parts)) {
            return;
        }
        try (Stream<Path> files = Files.list(parts)) {
            for (Path file : files.toList()) {
                if (!String.valueOf(file.getFileName()).startsWith(".")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
