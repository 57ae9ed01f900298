package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.StatementText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SQL in the documentation runs as it stands: each page from top to bottom in a database of its own. A statement with a
 * SQLSTATE in a comment behind it fails with that one.
 */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\\n(.*?)```");
    private static final Pattern STATE = Pattern.compile("^;[ ]*-- ([0-9A-Z]{5})");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> files = Files.list(Path.of("../docs/sql"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsWhatWorks(Path page) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(page));
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:?stream.grid-timeout=200ms")) {
            while (block.find()) {
                for (StatementText statement : MillraceParser.splitScript(block.group(1))) {
                    String rest = block.group(1)
                            .substring(statement.start() + statement.text().length());
                    Matcher state = STATE.matcher(rest);
                    assertThat(outcome(connection, statement.text()))
                            .as("%s: %s", page, statement.text())
                            .startsWith(state.find() ? state.group(1) : "done");
                }
            }
        }
    }

    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1_000);
            statement.setQueryTimeout(60);
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
            }
            return "done";
        } catch (SQLException e) {
            return e.getSQLState() + ": " + e.getMessage();
        }
    }
}
