package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose rows replace the one with their key. */
class UpsertSourceTest {
    private static final String TOTAL = "SELECT COUNT(*) AS n, SUM(price) AS total FROM prices";

    @TempDir
    private Path directory;

    private Path files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = Files.createDirectory(directory.resolve("prices"));
        append("2026-01-01.json", row("tea", 3), row("cake", 4), row("tea", 5));
        append("2026-01-02.json", row("cake", 7));
    }

    private void append(String file, String... rows) throws IOException {
        Files.writeString(
                files.resolve(file), String.join("", rows), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String row(String name, int price) {
        return "{\"note\": \"x\", \"name\": \"" + name + "\", \"price\": " + price + "}\n";
    }

    private void create(Statement statement, String options) throws SQLException {
        statement.execute("CREATE TABLE prices (name VARCHAR PRIMARY KEY, price INTEGER, note VARCHAR) WITH ("
                + "'connector' = 'filesystem', 'format' = 'json', 'changelog' = 'upsert', 'path' = '" + files + "'"
                + options + ")");
    }

    private static List<String> read(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return rows;
    }

    private static void awaitRows(Statement statement, String sql, String... rows) throws SQLException {
        while (!read(statement, sql).equals(List.of(rows))) {
            Thread.onSpinWait();
        }
    }

    /** Of two rows with one key and time the last one counts, and the last split. */
    @Test
    void rowsThatEverHeldAreVersions() throws Exception {
        Path rates = Files.createDirectory(directory.resolve("rates"));
        Files.writeString(rates.resolve("1.json"), rate(10, 1) + rate(20, 2) + rate(20, 3) + rate(30, 4) + rate(5, 9));
        Files.writeString(rates.resolve("2.json"), rate(20, 5) + rate(40, 6));
        Path orders = Files.createDirectory(directory.resolve("orders"));
        Files.writeString(orders.resolve("1.json"), order(1, 4) + order(2, 15) + order(3, 25) + order(4, 30));
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE rates (name VARCHAR PRIMARY KEY, at TIMESTAMP(3), rate INTEGER, WATERMARK FOR"
                            + " at AS at) WITH ('connector' = 'filesystem', 'format' = 'json', 'changelog' = 'upsert', 'path' ="
                            + " '" + rates + "')");
            statement.execute("CREATE TABLE orders (id INTEGER, name VARCHAR, at TIMESTAMP(3), WATERMARK FOR at AS at)"
                    + " WITH ('connector' = 'filesystem', 'format' = 'json', 'path' = '" + orders + "')");
            String sql = "SELECT o.id, r.rate FROM orders o LEFT JOIN rates FOR SYSTEM_TIME AS OF o.at AS r"
                    + " ON r.name = o.name";
            statement.execute("CREATE MATERIALIZED VIEW rated AS " + sql);
            String[] expected = {"1 null", "2 1", "3 5", "4 4"};
            awaitRows(statement, "SELECT * FROM rated ORDER BY id", expected);
            assertThat(read(statement, sql + " ORDER BY o.id")).containsExactly(expected);
        }
    }

    private static String rate(int second, int rate) {
        return "{\"name\": \"tea\", \"at\": \"" + at(second) + "\", \"rate\": " + rate + "}\n";
    }

    private static String order(int id, int second) {
        return "{\"id\": " + id + ", \"name\": \"tea\", \"at\": \"" + at(second) + "\"}\n";
    }

    private static String at(int second) {
        return String.format(Locale.ROOT, "2026-01-01 00:00:%02d", second);
    }

    @Test
    void finiteQuerySeesTheLastRowOfEachKey() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            create(statement, "");
            assertThat(read(statement, "SELECT name, price FROM prices ORDER BY name"))
                    .containsExactly("cake 7", "tea 5");
            assertThat(read(statement, TOTAL)).containsExactly("2 12");
            assertThat(read(statement, "SELECT price, COUNT(*) FROM prices WHERE note = 'x' GROUP BY price ORDER BY 1"))
                    .containsExactly("5 1", "7 1");
        }
    }

    @Test
    void viewFollowsReplacementsAndGoesOnAfterARestart() throws Exception {
        String url = "jdbc:millrace:file:" + directory.resolve("data") + "?epoch.interval=20ms";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            create(statement, ", 'monitor-interval' = '20 ms'");
            statement.execute("CREATE MATERIALIZED VIEW totals AS " + TOTAL);
            awaitRows(statement, "SELECT n, total FROM totals", "2 12");
            append("2026-01-02.json", row("tea", 1), row("pie", 9));
            awaitRows(statement, "SELECT n, total FROM totals", "3 17");
            append("2026-01-01.json", row("tea", 100), row("scone", 2)); // tea is in a later file already
            awaitRows(statement, "SELECT n, total FROM totals", "4 19");
        }
        append("2026-01-03.json", row("pie", 1));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            awaitRows(statement, "SELECT n, total FROM totals", "4 11");
            assertThat(read(statement, TOTAL)).containsExactly("4 11");
        }
    }

    @Test
    void refusesWhatHasNoKey() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE p (name VARCHAR) WITH ('connector' ="
                            + " 'filesystem', 'format' = 'json', 'changelog' = 'upsert', 'path' = '/x')"))
                    .hasMessageContaining("PRIMARY KEY");
        }
    }
}
