package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.planner.Planner;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/sql/functions.md}: its examples are {@code functions/examples.sql} and what they give; {@code
 * -Dgolden.update=true} writes them anew. Every function there is has an example, stands on another page, or is refused.
 */
class FunctionsPageTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/functions/examples.sql");
    private static final Path PAGE = Path.of("../docs/sql/functions.md");
    private static final String BEGIN = "<!-- examples, written by FunctionsPageTest -->\n";
    private static final String END = "<!-- end of examples -->\n";
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z_0-9]*");

    /** What TRANSLATE and sub-queries become. */
    private static final Set<String> OTHER_NAMES = Set.of("translate3", "single_value");

    /** Columns and arguments to try a function with. */
    private static final List<String> ARGUMENTS = List.of("t", "i", "ts", "x");

    @Test
    void showsWhatTheExamplesGive() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String examples = examples();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + examples + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(examples);
    }

    private static String examples() throws IOException, SQLException {
        StringBuilder page = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            for (String line : Files.readAllLines(EXAMPLES)) {
                if (line.startsWith("-- # ")) {
                    page.append("\n## ")
                            .append(line.substring(5))
                            .append("\n\n| expression | value |\n| --- | --- |\n");
                    continue;
                }
                try (ResultSet row = statement.executeQuery(line.substring(0, line.length() - 1))) {
                    assertThat(row.next()).as(line).isTrue();
                    List<String> expressions = expressions(line.substring("SELECT ".length(), line.length() - 1));
                    assertThat(row.getMetaData().getColumnCount()).as(line).isEqualTo(expressions.size());
                    for (int i = 0; i < expressions.size(); i++) {
                        page.append("| `")
                                .append(expressions.get(i).replace("|", "\\|"))
                                .append("` | ");
                        page.append(text(row, i + 1)).append(" |\n");
                    }
                }
            }
        }
        return page.append("\n").toString();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof byte[] bytes) {
            return "`X'" + java.util.HexFormat.of().formatHex(bytes) + "'`";
        }
        return value == null ? "NULL" : "`" + row.getString(column) + "`";
    }

    /** Splits at commas that are in no parentheses or quotes. */
    private static List<String> expressions(String list) {
        List<String> expressions = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                expressions.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        expressions.add(list.substring(start).strip());
        return expressions;
    }

    @Test
    void everyFunctionIsShownOrRefused() throws Exception {
        Set<String> shown = new TreeSet<>(OTHER_NAMES);
        for (String file : List.of(
                EXAMPLES.toString(),
                "../docs/sql/aggregates.md",
                "../docs/sql/nested.md",
                "../docs/sql/json.md",
                "../docs/sql/over.md",
                "../docs/sql/patterns.md",
                "../docs/sql/windows.md",
                "../docs/sql/reference.md",
                "../docs/sql/syntax.md")) {
            Matcher name = NAME.matcher(Files.readString(Path.of(file)).toLowerCase(Locale.ROOT));
            while (name.find()) {
                shown.add(name.group());
            }
        }
        List<String> unexplained = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE one (t VARCHAR, i INTEGER, d DOUBLE, ts TIMESTAMP, x VARBINARY)");
            statement.execute("INSERT INTO one VALUES ('abc', 2, 0.5, TIMESTAMP '2020-01-02 03:04:05', X'0102')");
            for (String function : Planner.functionNames()) {
                boolean works = worksSomehow(statement, function);
                if (works && !shown.contains(function)) {
                    unexplained.add(function);
                }
            }
        }
        assertThat(unexplained).as("functions that work and are on no page").isEmpty();
    }

    /** A column of every kind there is. */
    private static final List<String> COLUMNS =
            List.of("t", "i", "d", "ts", "x", "b", "a", "m", "j", "da", "'day'", "INTERVAL '1' DAY");

    /** What has a syntax of its own. */
    private static final Map<String, String> SPELLED = Map.ofEntries(
            Map.entry("cast", "CAST(t AS INTEGER)"),
            Map.entry("try_cast", "TRY_CAST(t AS INTEGER)"),
            Map.entry("extract", "EXTRACT(YEAR FROM ts)"),
            Map.entry("overlay", "OVERLAY(t PLACING 'x' FROM 1)"),
            Map.entry("position", "POSITION('x' IN t)"),
            Map.entry("ntile", "NTILE(2) OVER (ORDER BY i)"),
            Map.entry("timestampadd", "TIMESTAMPADD(DAY, 1, ts)"),
            Map.entry("timestampdiff", "TIMESTAMPDIFF(DAY, ts, ts)"),
            Map.entry("json_object", "JSON_OBJECT('a': i)"),
            Map.entry("json_objectagg", "JSON_OBJECTAGG(t: i)"),
            Map.entry("nth_value", "NTH_VALUE(i, 1) OVER (ORDER BY i)"),
            Map.entry("percentile_cont", "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY d)"),
            Map.entry("percentile_disc", "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY d)"),
            Map.entry("translate", "TRANSLATE(t, 'a', 'b')"),
            Map.entry("split_part", "SPLIT_PART(t, 'a', 1)"),
            Map.entry("array_slice", "ARRAY_SLICE(a, 1, 2)"),
            Map.entry("datediff", "DATEDIFF('day', ts, ts)"),
            Map.entry("make_date", "MAKE_DATE(i, i, i)"),
            Map.entry("date_bin", "DATE_BIN(INTERVAL '1' DAY, ts, ts)"),
            Map.entry("make_time", "MAKE_TIME(i, i, d)"),
            Map.entry("make_timestamp", "MAKE_TIMESTAMP(i, i, i, i, i, d)"),
            Map.entry("make_timestamptz", "MAKE_TIMESTAMPTZ(i, i, i, i, i, d)"),
            Map.entry("width_bucket", "WIDTH_BUCKET(d, d, d, i)"),
            Map.entry("replace", "REPLACE(t, t, t)"),
            Map.entry("regexp_replace", "REGEXP_REPLACE(t, t, t)"));

    /** What stands in other places than expressions: in patterns, in FROM, beside GROUPING SETS. */
    private static final Set<String> ELSEWHERE = Set.of(
            "classifier",
            "match_number",
            "first",
            "last",
            "next",
            "prev",
            "tumble",
            "hop",
            "cumulate",
            "session",
            "grouping",
            "grouping_id");

    @Test
    void everyFunctionListedCanBePlannedAndNoOther() throws Exception {
        List<String> listed = new ArrayList<>(Planner.supportedFunctionNames());
        listed.removeAll(ELSEWHERE);
        List<String> others = new ArrayList<>(Planner.functionNames());
        others.removeAll(Planner.supportedFunctionNames());
        others.removeAll(OTHER_NAMES);
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE one (t VARCHAR, i INTEGER, d DOUBLE, ts TIMESTAMP, x VARBINARY, b BOOLEAN,"
                    + " a INTEGER ARRAY, m MAP<VARCHAR, INTEGER>, j JSON, da DATE)");
            listed.removeIf(function -> canBePlanned(statement, function));
            others.removeIf(function -> !canBePlanned(statement, function));
        }
        assertThat(listed).as("listed, but never planned").isEmpty();
        assertThat(others).as("not listed, but planned").isEmpty();
    }

    private static boolean canBePlanned(Statement statement, String function) {
        List<String> calls = new ArrayList<>();
        if (SPELLED.containsKey(function)) {
            calls.add(SPELLED.get(function));
        }
        calls.add(function);
        calls.add(function + "()");
        calls.add(function + "() OVER (ORDER BY i)");
        calls.add(function + "(i) OVER (ORDER BY i)");
        for (String first : COLUMNS) {
            calls.add(function + "(" + first + ")");
        }
        for (String first : COLUMNS) {
            for (String second : COLUMNS) {
                calls.add(function + "(" + first + ", " + second + ")");
            }
        }
        return calls.stream().anyMatch(call -> isPlanned(statement, call));
    }

    private static boolean isPlanned(Statement statement, String call) {
        try (ResultSet plan = statement.executeQuery("EXPLAIN SELECT " + call + " FROM one")) {
            return plan.next();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(call + ": " + e.getMessage()).matches("42.*|0A000|22.*");
            return false;
        }
    }

    /** Tries a function with a few arguments: each try works or says clearly why not. */
    private static boolean worksSomehow(Statement statement, String function) {
        boolean works = works(statement, function + "()");
        for (String first : ARGUMENTS) {
            works |= works(statement, function + "(" + first + ")");
            for (String second : ARGUMENTS) {
                works |= works(statement, function + "(" + first + ", " + second + ")");
            }
        }
        works |= works(statement, function + "(t, t, t)") | works(statement, function + "(t, t, i)");
        return works | works(statement, function + "(t, i, t)") | works(statement, function + "(i, i, i)");
    }

    private static boolean works(Statement statement, String call) {
        try (ResultSet rows = statement.executeQuery("SELECT " + call + " FROM one")) {
            while (rows.next()) {
                rows.getObject(1);
            }
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(call + ": " + e.getMessage()).matches("42.*|0A000|22.*");
            return false;
        }
    }
}
