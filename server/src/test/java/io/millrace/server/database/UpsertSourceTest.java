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
