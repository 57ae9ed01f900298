package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.function.AggregateFunction;
import io.millrace.spi.function.ScalarFunction;
import io.millrace.spi.function.TableFunction;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code CREATE FUNCTION}: classes of the user, called from SQL. */
class UserFunctionTest {
    private static final String CLASSES = UserFunctionTest.class.getName() + "$";

    @TempDir
    private Path directory;

    private Connection connection;
    private Statement statement;

    /** Repeats a text. */
    public static final class Echo implements ScalarFunction {
        public @Nullable String eval(@Nullable String text, int times) {
            return text == null ? "nothing" : times < 0 ? null : text.repeat(times);
        }

        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    /** Has a parameter of every type. */
    public static final class Everything implements ScalarFunction {
        public String eval(
                boolean b,
                byte tiny,
                short small,
                long big,
                float real,
                double d,
                BigDecimal decimal,
                byte[] bytes,
                LocalDate date,
                LocalTime time,
                LocalDateTime timestamp,
                OffsetDateTime instant,
                UUID uuid) {
            return b + " " + tiny + " " + small + " " + big + " " + real + " " + d + " " + decimal.stripTrailingZeros()
                    + " " + bytes.length + " " + date + " " + time + " " + timestamp + " " + instant + " " + uuid;
        }

        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    /** Gives another number each time. */
    public static final class Ticket implements ScalarFunction {
        private static final AtomicInteger NEXT = new AtomicInteger();

        public int eval() {
            return NEXT.incrementAndGet();
        }
    }

    /** Fails for a number. */
    public static final class Picky implements ScalarFunction {
        public BigDecimal eval(long number) {
            if (number == 13) {
                throw new IllegalArgumentException("13 brings bad luck");
            }
            return BigDecimal.valueOf(number, 1);
        }
    }

    /** Is none. */
    public static final class Stranger {
        public int eval() {
            return 1;
        }
    }

    /** Has two. */
    public static final class Undecided implements ScalarFunction {
        public int eval(int a) {
            return a;
        }

        public int eval(long a) {
            return (int) a;
        }
    }

    /** Uses what is no SQL type. */
    public static final class Odd implements ScalarFunction {
        public Object eval() {
            return "";
        }
    }

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:millrace:file:" + directory.resolve("data"));
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void create(String name, String type) throws SQLException {
        statement.execute("CREATE FUNCTION " + name + " AS '" + CLASSES + type + "'");
    }

    private List<String> read(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private void fails(String sql, String state, String message) {
        assertThatThrownBy(() -> read(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }

    @Test
    void passesArgumentsAndNulls() throws SQLException {
        create("echo", "Echo");
        assertThat(read("SELECT echo('ab', 2), Echo(NULL, 1), echo('a', NULL), echo('a', -1), echo(id || '!', id)"
                        + " FROM (VALUES (1), (3)) AS t (id)"))
                .containsExactly("abab|nothing|null|null|1!", "abab|nothing|null|null|3!3!3!");
        create("everything", "Everything");
        assertThat(read("SELECT everything(TRUE, 1, 2, 3, 1.5, 2.5, 10.25, X'0102', DATE '2020-01-02', TIME '03:04:05',"
                        + " TIMESTAMP '2020-01-02 03:04:05', TIMESTAMP '2020-01-02 03:04:05' AT TIME ZONE 'UTC',"
                        + " CAST('00000000-0000-0000-0000-00000000000a' AS UUID))"))
                .containsExactly("true 1 2 3 1.5 2.5 10.25 2 2020-01-02 03:04:05 2020-01-02T03:04:05"
                        + " 2020-01-02T03:04:05Z 00000000-0000-0000-0000-00000000000a");
        create("picky", "Picky");
        assertThat(read("SELECT picky(15)")).containsExactly("1.5000000000");
        fails("SELECT picky(13)", "38000", "13 brings bad luck");
        fails("SELECT echo('a')", "42883", "echo");
        fails("SELECT ecko('a', 1)", "42883", "echo");
    }

    @Test
    void keepsViewsRightAcrossChangesAndRestarts() throws SQLException {
        create("echo", "Echo");
        statement.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word VARCHAR)");
        statement.execute(
                "CREATE MATERIALIZED VIEW long_words AS"
                        + " SELECT echo(word, 2) AS w, COUNT(*) AS n FROM words WHERE echo(word, 1) <> 'x' GROUP BY echo(word, 2)");
        statement.execute("INSERT INTO words VALUES (1, 'a'), (2, 'b'), (3, 'a'), (4, 'x')");
        statement.execute("DELETE FROM words WHERE id = 1");
        assertThat(read("SELECT * FROM long_words ORDER BY w")).containsExactly("aa|1", "bb|1");
        connection.close();
        open();
        statement.execute("UPDATE words SET word = 'b' WHERE id = 3");
        assertThat(read("SELECT * FROM long_words ORDER BY w")).containsExactly("bb|2");
        assertThat(read("SELECT echo('c', 3)")).containsExactly("ccc");
        fails("DROP FUNCTION echo", "2BP01", "long_words");
        fails("CREATE OR REPLACE FUNCTION echo AS '" + CLASSES + "Picky'", "2BP01", "long_words");
        statement.execute("DROP MATERIALIZED VIEW long_words");
        statement.execute("CREATE OR REPLACE FUNCTION echo AS '" + CLASSES + "Picky'");
        assertThat(read("SELECT echo(1)")).containsExactly("0.1000000000");
        statement.execute("DROP FUNCTION echo");
        fails("SELECT echo(1)", "42883", "echo");
        statement.execute("DROP FUNCTION IF EXISTS echo");
    }

    @Test
    void callsWhatVariesOncePerRow() throws SQLException {
        create("ticket", "Ticket");
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        statement.execute("INSERT INTO t VALUES (1), (2)");
        assertThat(read(
                        "SELECT x = x AND x > 0 AND y - x = 0 FROM (SELECT x, x AS y FROM (SELECT ticket() AS x FROM t))"
                                + " WHERE x > 0 AND y > 0"))
                .containsExactly("true", "true");
        statement.execute("CREATE MATERIALIZED VIEW v AS SELECT id, ticket() AS x FROM t");
        List<String> first = read("SELECT id, x FROM v WHERE id = 2");
        statement.execute("INSERT INTO t VALUES (3)");
        statement.execute("DELETE FROM t WHERE id = 1");
        assertThat(read("SELECT id, x FROM v WHERE id = 2")).isEqualTo(first);
        assertThat(read("SELECT id FROM v ORDER BY id")).containsExactly("2", "3");
        statement.execute("CREATE TABLE rows_made (n BIGINT) WITH ('connector' = 'datagen', 'rows' = '3')");
        statement.execute("CREATE MATERIALIZED VIEW tickets AS SELECT n, ticket() AS x FROM rows_made");
    }

    @Test
    void loadsFromJars() throws Exception {
        Path jar = jar("Shout", "public String eval(String text) { return text.toUpperCase() + \"!\"; }");
        statement.execute("CREATE FUNCTION shout AS 'Shout' USING JAR '" + jar + "'");
        assertThat(read("SELECT shout('hey')")).containsExactly("HEY!");
        assertThat(
                        read(
                                "SELECT function_schema, function_name, remarks FROM sys.functions WHERE function_name = 'shout'"))
                .containsExactly("public|shout|(VARCHAR) gives VARCHAR; class Shout in " + jar);
    }

    @Test
    void functionsSurviveTheirJars() throws Exception {
        Path jar = jar(
                "Loud",
                "public String eval(String text) { return text.toUpperCase() + \"!\"; }"
                        + " public boolean isDeterministic() { return true; }");
        statement.execute("CREATE FUNCTION loud AS 'Loud' USING JAR '" + jar + "'");
        statement.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, word VARCHAR)");
        statement.execute("CREATE MATERIALIZED VIEW shouted AS SELECT id, loud(word) AS w FROM said");
        statement.execute("INSERT INTO said VALUES (1, 'a')");
        Files.delete(jar);
        assertThat(read("SELECT loud('hey')")).containsExactly("HEY!");
        connection.close();
        open();
        statement.execute("INSERT INTO said VALUES (2, 'b')");
        statement.execute("DELETE FROM said WHERE id = 1");
        assertThat(read("SELECT * FROM shouted")).containsExactly("2|B!");
        fails("CREATE FUNCTION again AS 'Loud' USING JAR '" + jar + "'", "58P01", jar.toString());
    }

    /** A sum of numbers with weights, and how many there were. */
    public static final class Weighted implements AggregateFunction<Weighted.State> {
        /** Of a group. */
        public static final class State implements Serializable {
            private static final long serialVersionUID = 1;
            private long sum;
            private long rows;
        }

        @Override
        public State create() {
            return new State();
        }

        public void accumulate(State state, long number, @Nullable Integer weight) {
            state.sum += number * (weight == null ? 1 : weight);
            state.rows++;
        }

        public void retract(State state, long number, @Nullable Integer weight) {
            if (state.rows == 0) {
                throw new IllegalStateException("a row goes that never came");
            }
            state.sum -= number * (weight == null ? 1 : weight);
            state.rows--;
        }

        public String result(State state) {
            return state.sum + " of " + state.rows;
        }
    }

    /** The longest text, which cannot be taken back. */
    public static final class Longest implements AggregateFunction<StringBuilder> {
        @Override
        public StringBuilder create() {
            return new StringBuilder();
        }

        public void accumulate(StringBuilder state, @Nullable String text) {
            if (text == null) {
                return;
            } else if (text.equals("bad")) {
                throw new IllegalArgumentException("a bad word");
            }
            if (text.length() > state.length()
                    || text.length() == state.length() && text.compareTo(state.toString()) > 0) {
                state.setLength(0);
                state.append(text);
            }
        }

        public @Nullable String result(StringBuilder state) {
            return state.length() == 0 ? null : state.toString();
        }
    }

    /** Has a retract of another kind. */
    public static final class Crooked implements AggregateFunction<StringBuilder> {
        @Override
        public StringBuilder create() {
            return new StringBuilder();
        }

        public void accumulate(StringBuilder state, String text) {}

        public void retract(StringBuilder state, int text) {}

        public String result(StringBuilder state) {
            return "";
        }
    }

    /** The words of a text, with their places. */
    public static final class Words implements TableFunction {
        /** A row. */
        public record Word(int place, String word) {}

        public @Nullable List<Word> eval(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            List<Word> words = new ArrayList<>();
            for (String word : text.split(" ", -1)) {
                words.add(new Word(words.size() + 1, word));
            }
            return words;
        }

        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    /** Numbers up to one. */
    public static final class UpTo implements TableFunction {
        public int[] eval(int last) {
            return java.util.stream.IntStream.rangeClosed(1, last).toArray();
        }
    }

    @Test
    void aggregatesFollowChangesAndRestarts() throws SQLException {
        create("weighted", "Weighted");
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, g VARCHAR, n INTEGER, w INTEGER)");
        statement.execute("CREATE MATERIALIZED VIEW v AS SELECT g, weighted(n, w) AS x,"
                + " weighted(n, w) FILTER (WHERE id > 2) AS f, COUNT(*) AS c FROM t GROUP BY g");
        statement.execute("CREATE MATERIALIZED VIEW whole AS SELECT weighted(n, 2) AS x FROM t");
        assertThat(read("SELECT * FROM whole")).containsExactly("0 of 0");
        statement.execute("INSERT INTO t VALUES (1, 'a', 5, 2), (2, 'a', 7, NULL), (3, 'b', NULL, 1), (4, 'b', 1, 1)");
        assertThat(read("SELECT * FROM v ORDER BY g")).containsExactly("a|17 of 2|0 of 0|2", "b|1 of 1|1 of 1|2");
        statement.execute("UPDATE t SET n = 8 WHERE id = 1");
        statement.execute("DELETE FROM t WHERE id = 4");
        assertThat(read("SELECT * FROM v ORDER BY g")).containsExactly("a|23 of 2|0 of 0|2", "b|0 of 0|0 of 0|1");
        statement.execute("CHECKPOINT");
        connection.close();
        open();
        statement.execute("DELETE FROM t WHERE id = 2");
        statement.execute("INSERT INTO t VALUES (5, 'a', 1, 1)");
        assertThat(read("SELECT * FROM v ORDER BY g")).containsExactly("a|17 of 2|1 of 1|2", "b|0 of 0|0 of 0|1");
        assertThat(read("SELECT * FROM whole")).containsExactly("18 of 2");
        assertThat(read("SELECT g, weighted(n, w) FROM t GROUP BY ROLLUP(g) ORDER BY g"))
                .containsExactly("a|17 of 2", "b|0 of 0", "null|17 of 2");
        fails("DROP FUNCTION weighted", "2BP01", "v");
        fails("SELECT weighted(DISTINCT n, w) FROM t", "0A000", "with DISTINCT");
        assertThat(read("SELECT id, weighted(n, w) OVER (ORDER BY id) FROM t ORDER BY id"))
                .containsExactly("1|16 of 1", "3|16 of 1", "5|17 of 2");
        fails("SELECT weighted(n) FROM t", "42883", "weighted");
        assertThat(read("SELECT remarks FROM sys.functions WHERE function_name = 'weighted'"))
                .containsExactly(
                        "aggregate (BIGINT, INTEGER) gives VARCHAR; class " + CLASSES + "Weighted; deterministic");
    }

    @Test
    void anAggregateWithoutRetractNeedsInputThatOnlyGrows() throws SQLException {
        create("longest", "Longest");
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, word VARCHAR)");
        statement.execute("INSERT INTO t VALUES (1, 'a'), (2, 'ccc'), (3, 'bb'), (4, NULL)");
        assertThat(read("SELECT longest(word), longest(word) FILTER (WHERE id > 3) FROM t"))
                .containsExactly("ccc|null");
        fails("CREATE MATERIALIZED VIEW v AS SELECT longest(word) AS w FROM t", "0A000", "no method retract");
        statement.execute("CREATE MATERIALIZED VIEW of_two AS"
                + " SELECT id, longest(word) OVER (ORDER BY id ROWS 1 PRECEDING) AS w FROM t");
        assertThat(read("SELECT * FROM of_two ORDER BY id")).containsExactly("1|a", "2|ccc", "3|ccc", "4|bb");
        statement.execute("DELETE FROM t WHERE id = 2");
        assertThat(read("SELECT * FROM of_two ORDER BY id")).containsExactly("1|a", "3|bb", "4|bb");
        statement.execute("INSERT INTO t VALUES (2, 'ccc')");
        fails("SELECT longest('bad') FROM t", "38000", "a bad word");
        statement.execute("CREATE TABLE rows_made (n BIGINT) WITH ('connector' = 'datagen', 'rows' = '30')");
        statement.execute("CREATE MATERIALIZED VIEW v AS SELECT n - n AS g, longest(CAST(n - n AS VARCHAR)) AS w"
                + " FROM rows_made GROUP BY n - n");
        fails("CREATE FUNCTION crooked AS '" + CLASSES + "Crooked'", "42P16", "retract must have the parameters");
    }

    @Test
    void tableFunctionsGiveRows() throws SQLException {
        create("words", "Words");
        create("up_to", "UpTo");
        assertThat(read("SELECT * FROM TABLE(words('x y'))")).containsExactly("1|x", "2|y");
        assertThat(read("SELECT value FROM TABLE(up_to(3))")).containsExactly("1", "2", "3");
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text VARCHAR)");
        statement.execute("INSERT INTO t VALUES (1, 'a b'), (2, 'b'), (3, ''), (4, NULL)");
        assertThat(read("SELECT t.id, s.place, s.word FROM t, LATERAL TABLE(words(t.text)) AS s ORDER BY 1, 2"))
                .containsExactly("1|1|a", "1|2|b", "2|1|b");
        statement.execute("CREATE MATERIALIZED VIEW v AS SELECT t.id, s.w FROM t"
                + " LEFT JOIN LATERAL TABLE(words(t.text)) AS s(p, w) ON TRUE");
        statement.execute("UPDATE t SET text = 'c d' WHERE id = 2");
        statement.execute("DELETE FROM t WHERE id = 1");
        connection.close();
        open();
        statement.execute("UPDATE t SET text = 'e' WHERE id = 3");
        assertThat(read("SELECT * FROM v ORDER BY id, w")).containsExactly("2|c", "2|d", "3|e", "4|null");
        statement.execute("CREATE MATERIALIZED VIEW w AS SELECT t.id, s.x FROM t, LATERAL TABLE(up_to(t.id)) AS s(x)");
        statement.execute("DELETE FROM t WHERE id = 4");
        statement.execute("UPDATE t SET id = 1 WHERE id = 3");
        assertThat(read("SELECT * FROM w ORDER BY id, x")).containsExactly("1|1", "2|1", "2|2");
        fails("DROP FUNCTION words", "2BP01", "v");
    }

    private Path jar(String name, String method) throws IOException {
        Path source = directory.resolve(name + ".java");
        Files.writeString(
                source,
                "public class " + name + " implements io.millrace.spi.function.ScalarFunction { " + method + " }");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        source.toString());
        assertThat(compiled).isZero();
        Path jar = directory.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name + ".class"));
            out.write(Files.readAllBytes(directory.resolve(name + ".class")));
            out.closeEntry();
        }
        return jar;
    }

    @Test
    void saysWhatIsWrongWithAClass() throws SQLException {
        fails("CREATE FUNCTION f AS 'no.such.Class'", "42704", "no.such.Class");
        fails("CREATE FUNCTION f AS 'no.such.Class' USING JAR '/no/such.jar'", "58P01", "/no/such.jar");
        fails("CREATE FUNCTION f AS '" + CLASSES + "Stranger'", "42P16", "does not implement");
        fails("CREATE FUNCTION f AS '" + CLASSES + "Undecided'", "42P16", "2 public methods");
        fails("CREATE FUNCTION f AS '" + CLASSES + "Odd'", "42P16", "java.lang.Object");
        fails("CREATE FUNCTION upper AS '" + CLASSES + "Echo'", "42710", "built in");
        create("echo", "Echo");
        fails("CREATE FUNCTION echo AS '" + CLASSES + "Echo'", "42P07", "echo");
        statement.execute("CREATE FUNCTION IF NOT EXISTS echo AS '" + CLASSES + "Echo'");
        statement.execute("CREATE TABLE echo (id INTEGER)");
        assertThat(read("SHOW FUNCTIONS LIKE 'ech%'")).containsExactly("echo");
    }
}
