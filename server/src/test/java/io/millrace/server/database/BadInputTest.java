package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from outside and is wrong is told with a SQLSTATE, what and where, and loses nothing. */
class BadInputTest {
    @TempDir
    private Path directory;

    @Test
    void namesAMissingFile() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            expect(
                    () -> {
                        statement.execute(files("missing.csv", "csv"));
                        read(statement, "SELECT * FROM f");
                    },
                    "58P01",
                    "missing.csv");
        }
    }

    @Test
    void namesFileAndLineOfABrokenRow() throws Exception {
        Files.writeString(directory.resolve("a.csv"), "a,b\n1,x\n2,\"y\n");
        Files.writeString(directory.resolve("b.json"), "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \n");
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute(files("a.csv", "csv"));
            expect(() -> read(statement, "SELECT * FROM f"), "22P04", "a.csv:3");
            statement.execute("DROP TABLE f");
            statement.execute(files("b.json", "json"));
            expect(() -> read(statement, "SELECT * FROM f"), "22P04", "b.json:2");
        }
    }

    private String files(String name, String format) {
        return "CREATE TABLE f (a INTEGER, b VARCHAR) WITH ('connector' = 'filesystem', 'format' = '" + format
                + "', 'path' = '" + directory.resolve(name) + "')";
    }

    @Test
    void namesTheProcessThatHoldsADirectory() throws Exception {
        Path data = directory.resolve("data");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.server.cli.Main",
                        "server",
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).startsWith("listening on http://127.0.0.1:");
            expect(
                    () -> DriverManager.getConnection("jdbc:millrace:file:" + data)
                            .close(),
                    "55P03",
                    Long.toString(holder.pid()));
            holder.toHandle().destroy(); // Process.destroy would close the stream, too.
            assertThat(output.lines().toList()).isEqualTo(List.of("stopped"));
            assertThat(holder.waitFor()).isEqualTo(143);
        } finally {
            holder.destroyForcibly();
        }
        DriverManager.getConnection("jdbc:millrace:file:" + data).close();
    }

    @Test
    void stopsAViewAtABadRowAndSaysWhy() throws Exception {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "a,b\n1,x\n");
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:?epoch.interval=20ms");
                Statement statement = connection.createStatement()) {
            statement.execute(files("a.csv", "csv").replace("'path'", "'monitor-interval' = '20 ms', 'path'"));
            statement.execute("CREATE MATERIALIZED VIEW v AS SELECT COUNT(*) AS n FROM f");
            Files.writeString(file, "z,y\n", StandardOpenOption.APPEND);
            String error = "";
            while (error.isEmpty()) {
                error = read(statement, "SELECT COALESCE(error, '') FROM sys.queries WHERE name = 'public.v'");
            }
            assertThat(error).contains("a.csv:3");
            expect(() -> read(statement, "SELECT * FROM v"), "55000", "a.csv:3");
        }
    }

    @Test
    void makesNoViewThatFailsAtOnce() throws Exception {
        Files.writeString(directory.resolve("a.csv"), "a,b\nz,y\n");
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute(files("a.csv", "csv"));
            expect(
                    () -> {
                        statement.execute("CREATE MATERIALIZED VIEW v AS SELECT COUNT(*) AS n FROM f");
                        read(statement, "SELECT * FROM v");
                    },
                    "22P04",
                    "a.csv:2");
            statement.execute("DROP MATERIALIZED VIEW IF EXISTS v");
            statement.execute("CREATE MATERIALIZED VIEW v AS SELECT 1 AS one");
            assertThat(read(statement, "SELECT one FROM v")).isEqualTo("1");
        }
    }

    @Test
    void leavesNothingHalfMade() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER)");
            statement.execute("INSERT INTO t VALUES (1, 1), (2, 0)");
            expect(() -> statement.execute("UPDATE t SET b = 10 / b"), "22012", "division by zero");
            expect(() -> statement.execute("INSERT INTO t SELECT a + 10, 1 / b FROM t"), "22012", "division by zero");
            expect(() -> statement.execute("INSERT INTO t VALUES (3, 1), (1, 1)"), "23505", "(a) = (1)");
            assertThat(read(statement, "SELECT SUM(a) + SUM(b) FROM t")).isEqualTo("4");
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyAndMissesNothing() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:mem:asleep?workers=2");
                Statement asleep = connection.createStatement();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE made (id BIGINT NOT NULL) WITH ('connector' = 'datagen', 'rows' = '300000',"
                    + " 'rows-per-second' = '0', 'fields.id.kind' = 'sequence')");
            statement.execute("CREATE TABLE t (id BIGINT)");
            asleep.setFetchSize(10);
            try (ResultSet streamed = asleep.executeQuery("SELECT STREAM id FROM made")) {
                assertThat(streamed.next()).isTrue();
                statement.execute("CREATE MATERIALIZED VIEW v AS SELECT COUNT(*) AS n, SUM(id) AS s FROM made");
                statement.execute("CREATE MATERIALIZED VIEW w AS SELECT COUNT(*) AS n FROM t");
                for (int i = 0; i < 50; i++) {
                    statement.execute("INSERT INTO t VALUES (" + i + ")");
                }
                assertThat(read(statement, "SELECT n FROM w")).isEqualTo("50");
                assertThat(read(statement, "SELECT COUNT(*) FROM made")).isEqualTo("300000");
                while (!read(statement, "SELECT n FROM v").equals("300000")) {
                    // it is still reading
                }
                assertThat(read(statement, "SELECT state FROM sys.queries WHERE kind = 'SELECT STREAM'"))
                        .isEqualTo("RUNNING");
                long rows = 1;
                long sum = streamed.getLong(1);
                while (streamed.next()) {
                    rows++;
                    sum += streamed.getLong(1);
                }
                assertThat(rows).isEqualTo(300_000);
                assertThat(read(statement, "SELECT s FROM v")).isEqualTo(Long.toString(sum));
            }
        }
    }

    private static void expect(ThrowingCallable work, String state, String text) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state))
                .hasMessageContaining(text);
    }

    private static String read(Statement statement, String sql) throws SQLException {
        String first = "";
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                first = first.isEmpty() ? String.valueOf(rows.getString(1)) : first;
            }
        }
        return first;
    }
}
