package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.bench.nexmark.SideInput;
import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.connector.nexmark.NexmarkConfig;
import io.millrace.connector.nexmark.NexmarkFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Nexmark queries, asked once over the generator and kept as views over files, answer what DuckDB answers. */
final class NexmarkAnswersTest {
    private static final long EVENTS = 20_000;
    /** Few enough that there are many windows. */
    private static final long EVENTS_PER_SECOND = 500;

    private static final Nexmark NEXMARK =
            new Nexmark(NexmarkConfig.ofEvents(EVENTS).withEventsPerSecond(EVENTS_PER_SECOND));
    private static final Map<String, Rows> EXPECTED = new HashMap<>();

    @TempDir
    private static Path files;

    @BeforeAll
    static void asksDuckDb() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            for (EventKind kind : EventKind.values()) {
                NexmarkFiles.writeJson(NEXMARK, kind, file(kind));
                duckDb.loadTable(kind, file(kind));
            }
            for (String sql : SideInput.statements()) {
                duckDb.execute(sql);
            }
            for (NexmarkQuery query : NexmarkQuery.all()) {
                Rows answer = duckDb.answer(query);
                assertThat(answer.count()).as(query.name()).isPositive();
                EXPECTED.put(query.name(), answer);
            }
        }
    }

    @AfterAll
    static void forgets() {
        EXPECTED.clear();
    }

    private static Path file(EventKind kind) {
        return files.resolve(kind.table() + ".jsonl");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void answersFiniteQueriesOverTheGenerator(int parallelism) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET parallelism = " + parallelism);
            for (EventKind kind : EventKind.values()) {
                statement.execute("CREATE TABLE " + kind.table() + " (WATERMARK FOR \"dateTime\" AS \"dateTime\" -"
                        + " INTERVAL '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '" + EVENTS
                        + "', 'events-per-second' = '" + EVENTS_PER_SECOND + "')");
            }
            createSideInput(statement);
            for (NexmarkQuery query : NexmarkQuery.all()) {
                try (ResultSet rows = statement.executeQuery(comparable(query, query.sql()))) {
                    assertThat(Rows.read(rows).difference(expected(query)))
                            .as("%s at parallelism %d", query.name(), parallelism)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void keepsViewsOverFiles(int parallelism) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET parallelism = " + parallelism);
            for (EventKind kind : EventKind.values()) {
                statement.execute("CREATE TABLE " + kind.table() + " (" + columns(kind)
                        + ", WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL '4' SECOND) WITH ('connector' ="
                        + " 'filesystem', 'path' = '" + file(kind) + "', 'format' = 'json')");
            }
            createSideInput(statement);
            for (NexmarkQuery query : NexmarkQuery.all()) {
                statement.execute("CREATE MATERIALIZED VIEW " + query.name() + " AS " + query.sql());
            }
            awaitEnd(statement);
            awaitRows(statement, "q13");
            for (NexmarkQuery query : NexmarkQuery.all()) {
                try (ResultSet rows = statement.executeQuery(comparable(query, "SELECT * FROM " + query.name()))) {
                    assertThat(Rows.read(rows).difference(expected(query)))
                            .as("%s at parallelism %d", query.name(), parallelism)
                            .isEmpty();
                }
            }
        }
    }

    private static void createSideInput(Statement statement) throws SQLException {
        for (String sql : SideInput.statements()) {
            statement.execute(sql);
        }
    }

    /** The windows of q12 are those of the clock: what they sum up to can be compared. */
    private static String comparable(NexmarkQuery query, String sql) {
        return query.name().equals("q12")
                ? "SELECT bidder, CAST(SUM(bid_count) AS BIGINT) AS bid_count FROM (" + sql + ") AS t GROUP BY bidder"
                : sql;
    }

    private static Rows expected(NexmarkQuery query) {
        return java.util.Objects.requireNonNull(EXPECTED.get(query.name()));
    }

    private static String columns(EventKind kind) {
        StringBuilder columns = new StringBuilder();
        kind.columns().fields().forEach(field -> columns.append(columns.isEmpty() ? "" : ", ")
                .append('"')
                .append(field.name())
                .append("\" ")
                .append(field.type().sqlName())
                .append(" NOT NULL"));
        return columns.toString();
    }

    /** For a view that has no end, because it reads a table that may yet change. */
    private static void awaitRows(Statement statement, String view) throws SQLException, InterruptedException {
        long wanted = java.util.Objects.requireNonNull(EXPECTED.get(view)).count();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + view)) {
                rows.next();
                if (rows.getLong(1) >= wanted) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError(view + " has not become complete");
    }

    private static void awaitEnd(Statement statement) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*) FILTER (WHERE state <> 'FINISHED'), MAX(error) FROM sys.queries"
                            + " WHERE kind = 'MATERIALIZED VIEW' AND name <> 'public.q13'")) {
                rows.next();
                assertThat(rows.getString(2)).isNull();
                if (rows.getLong(1) == 0) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the views have not ended");
    }
}
