package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.function.ScalarFunction;
import java.io.IOException;
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
        fails("CREATE MATERIALIZED VIEW v AS SELECT id, ticket() AS x FROM t", "0A000", "not deterministic");
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
        Files.delete(jar);
        fails("SELECT shout('hey')", "58P01", jar.toString());
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
