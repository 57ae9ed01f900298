package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After any prefix of its input, a materialized view is what its query answers then: over the scripts of {@code queries}, after
 * their statements, for every view of theirs that is over tables; in one task and in four, row by row and in
 * batches, with and without room for state in memory, and across a restart after every few statements.
 */
class PrefixLawTest {
    private static final String VIEW_FAILED = "55000";
    private static final Path QUERIES = Path.of("src/test/resources/queries");
    private static final Pattern VIEW =
            Pattern.compile("(?is)^CREATE MATERIALIZED VIEW (?:IF NOT EXISTS )?(\\w+) AS\\s+(.*)$");
    private static final Pattern CREATED =
            Pattern.compile("(?is)^CREATE (?:TABLE|VIEW|MATERIALIZED VIEW) (?:IF NOT EXISTS )?(\\w+)\\b.*");
    private static final Pattern DROPPED = Pattern.compile("(?is)^(?:DROP|ROLLBACK|ALTER)\\b.*");
    /** What reads a connector, has a lateness of its own, takes the time of day or chance is another thing as a finite query. */
    private static final Pattern APART = Pattern.compile(
            "(?is).*(\\bWITH\\s*\\(\\s*'|\\bNOW\\(|CURRENT_|LOCALTIME|PROCTIME|RANDOM\\(|RAND_|_UUID\\().*");

    private static final int STATEMENTS_BETWEEN_RESTARTS = 12;
    private static final int COMPARISONS_LEAST = 300;

    /** A view is looked at after one in so many changes; 1 is thorough and takes minutes. */
    private static final int CHANGES_BETWEEN_LOOKS = Integer.getInteger("millrace.prefixes", 4);

    @TempDir
    private Path directory;

    private final Map<String, String> views = new LinkedHashMap<>();
    private final Set<String> apart = new TreeSet<>();
    private int changes;
    private int compared;

    static Stream<String> settings() {
        Stream<String> usual = Stream.of(
                "mem:prefixes?parallelism=1&epoch.interval=20ms&batch.rows=1",
                "file:%s?parallelism=4&epoch.interval=20ms&checkpoint.interval=100ms&state.memory=0MB");
        return CHANGES_BETWEEN_LOOKS > 1
                ? usual
                : Stream.concat(
                        usual,
                        Stream.of(
                                "mem:prefixes?parallelism=4&epoch.interval=20ms&batch.rows=1024",
                                "file:%s?parallelism=1&epoch.interval=20ms&checkpoint.interval=100ms",
                                "file:%s?parallelism=4&epoch.interval=20ms&checkpoint.interval=100ms&batch.rows=1"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aViewIsWhatItsQueryAnswers(String settings) throws Exception {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(QUERIES)) {
            files.filter(file -> file.toString().endsWith(".sql")).sorted().forEach(scripts::add);
        }
        for (Path script : scripts) {
            String name = script.getFileName().toString().replace(".sql", "");
            boolean durable = settings.startsWith("file");
            String url = "jdbc:millrace:"
                    + (durable ? settings.formatted(directory.resolve(name)) : settings.replace("prefixes", name));
            follow(script, url, durable);
        }
        assertThat(compared).isGreaterThan(COMPARISONS_LEAST);
    }

    private void follow(Path file, String url, boolean durable) throws SQLException {
        views.clear();
        apart.clear();
        int done = 0;
        Connection connection = DriverManager.getConnection(url);
        try {
            for (Script.Step step : Script.read(file).steps()) {
                if (durable && ++done % STATEMENTS_BETWEEN_RESTARTS == 0) {
                    connection.close();
                    connection = DriverManager.getConnection(url);
                }
                if (step instanceof Script.Sql sql && execute(connection, sql)) {
                    compare(connection, file.getFileName() + ", " + url + ", after " + sql.text());
                }
            }
        } finally {
            connection.close();
        }
    }

    /** Whether it may have changed something. */
    private boolean execute(Connection connection, Script.Sql sql) throws SQLException {
        String text = sql.text();
        if (text.matches("(?is)^(SELECT|WITH|VALUES|TABLE|EXPLAIN|SHOW|DESCRIBE|SET|RESET)\\b.*")) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            return false;
        }
        note(text);
        return true;
    }

    private void note(String text) {
        // A stopped view, and what reads it, stands still.
        if (DROPPED.matcher(text).matches() || text.matches("(?is)^STOP\\s.*")) {
            views.clear();
            return;
        }
        Matcher created = CREATED.matcher(text);
        if (!created.matches()) {
            return;
        }
        boolean alone = APART.matcher(text).matches()
                || apart.stream().anyMatch(name -> text.matches("(?is).*\\b" + name + "\\b.*"));
        if (alone) {
            apart.add(created.group(1));
        }
        Matcher view = VIEW.matcher(text);
        if (view.matches() && !alone) {
            views.putIfAbsent(view.group(1), view.group(2));
        }
    }

    private void compare(Connection connection, String what) throws SQLException {
        int turn = changes++;
        for (String view : List.copyOf(views.keySet())) {
            if (turn++ % CHANGES_BETWEEN_LOOKS != 0) {
                continue;
            }
            try {
                List<String> answer = rows(connection, views.get(view));
                assertThat(rows(connection, "SELECT * FROM " + view))
                        .as("%s, view %s", what, view)
                        .isEqualTo(answer);
                compared++;
            } catch (SQLException e) {
                views.remove(view);
                if (e.getSQLState().equals(VIEW_FAILED)) {
                    continue; // A view it reads has failed: it stays as it was.
                }
                // The query fails, or the view did at an earlier prefix.
                assertThat(catchThrowable(() -> rows(connection, "SELECT * FROM " + view)))
                        .as("%s, view %s, whose query fails with %s", what, view, e.getMessage())
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    /** Sorted. */
    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" | ", values));
            }
            Collections.sort(found);
            return found;
        }
    }
}
