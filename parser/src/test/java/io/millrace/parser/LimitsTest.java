package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much is refused as such, soon, on any stack; and what is just not too much is taken. */
@Timeout(60)
class LimitsTest {
    private static final long SMALL_STACK_BYTES = 256 << 10;
    private static final long USUAL_STACK_BYTES = 1 << 20;

    static Stream<Arguments> nested() {
        return Stream.of(
                Arguments.of("SELECT %s", "(", "1", ")"),
                Arguments.of("SELECT %s", "(SELECT ", "1", ")"),
                Arguments.of("SELECT * FROM %s", "(SELECT * FROM ", "t", ")"),
                Arguments.of("SELECT * FROM %s", "(a JOIN ", "b", " ON TRUE)"),
                Arguments.of("SELECT %s", "CASE WHEN ", "a", " THEN 1 END"),
                Arguments.of("SELECT %s", "f(", "1", ")"),
                Arguments.of("SELECT %s", "CAST(", "1", " AS INT)"),
                Arguments.of("SELECT %s", "a[", "1", "]"),
                Arguments.of("SELECT %s", "INTERVAL (", "1", ") DAY"),
                Arguments.of("SELECT %s", "COUNT(*) FILTER (WHERE ", "a", ")"),
                Arguments.of("SELECT * FROM t WHERE %s", "a IN (SELECT a FROM t WHERE ", "a", ")"),
                Arguments.of("%s", "WITH a AS (", "SELECT 1", ") SELECT 1"));
    }

    static Stream<Arguments> chained() {
        return Stream.of(
                Arguments.of("SELECT %s a", "NOT "),
                Arguments.of("SELECT %s a", "- "),
                Arguments.of("SELECT a %s", " OR a = 1"),
                Arguments.of("SELECT a %s", " + 1"),
                Arguments.of("SELECT a %s", " LIKE a"),
                Arguments.of("SELECT a %s", "::int"),
                Arguments.of("SELECT a %s", ".a"),
                Arguments.of("SELECT a %s", " BETWEEN 1 AND 2"),
                Arguments.of("SELECT * FROM a %s", " JOIN b ON x = y"),
                Arguments.of("SELECT 1 %s", " UNION ALL SELECT 1"),
                Arguments.of("SELECT CAST(a AS INT %s)", " ARRAY"),
                Arguments.of("SELECT CAST(a AS %s", "MAP<INT, "));
    }

    @ParameterizedTest
    @MethodSource("nested")
    void takesWhatIsNestedDeeplyAndRefusesWhatIsNestedTooDeeply(String sql, String open, String inside, String close)
            throws InterruptedException {
        int deep = ParserLimits.NESTING_MAX - 5;
        String taken = sql.replace("%s", open.repeat(deep) + inside + close.repeat(deep));
        assertThat(outcome(taken, USUAL_STACK_BYTES)).isNull();
        String refused = sql.replace("%s", open.repeat(100_000) + inside + close.repeat(100_000));
        assertThat(outcome(refused, SMALL_STACK_BYTES).sqlState()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
    }

    @ParameterizedTest
    @MethodSource("chained")
    void refusesWhatIsTooLongAChain(String sql, String link) throws InterruptedException {
        for (long stackBytes : List.of(SMALL_STACK_BYTES, USUAL_STACK_BYTES, 64 * USUAL_STACK_BYTES)) {
            for (int links : List.of(2_000, 100_000)) {
                MillraceException outcome = outcome(sql.replace("%s", link.repeat(links)), stackBytes);
                assertThat(outcome).isNotNull();
                // The unclosed map is not SQL at all, if the stack lasts to find out.
                assertThat(outcome.sqlState()).isIn(SqlState.STATEMENT_TOO_COMPLEX, expectedElse(link));
            }
        }
    }

    static Stream<Arguments> copied() {
        return Stream.of(
                Arguments.of("CASE ", "a", " WHEN 1 THEN 1 WHEN 2 THEN 3 END", 8, 30),
                Arguments.of("NULLIF(", "a", ", 1)", 8, 30),
                Arguments.of("(", "a", " BETWEEN 1 AND 2)", 8, 30),
                Arguments.of("(", "a", " NOT BETWEEN SYMMETRIC 1 AND 2)", 4, 15),
                Arguments.of("(", "a", " IN (1, 2, 3, 4, 5, 6, 7, 8))", 4, 10));
    }

    @ParameterizedTest
    @MethodSource("copied")
    void refusesWhatGrowsExponentiallyWhenItIsPlanned(String open, String inside, String close, int taken, int refused)
            throws InterruptedException {
        String shallow = "SELECT " + open.repeat(taken) + inside + close.repeat(taken);
        assertThat(outcome(shallow, USUAL_STACK_BYTES)).isNull();
        String deep = "SELECT " + open.repeat(refused) + inside + close.repeat(refused);
        assertThat(outcome(deep, USUAL_STACK_BYTES).sqlState()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
    }

    @Test
    void takesALongListOfValuesForAnExpression() throws InterruptedException {
        String values = IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        assertThat(outcome("SELECT ABS(a) IN (" + values + ")", USUAL_STACK_BYTES))
                .isNull();
    }

    private static SqlState expectedElse(String link) {
        return link.startsWith("MAP") ? SqlState.SYNTAX_ERROR : SqlState.STATEMENT_TOO_COMPLEX;
    }

    @Test
    void takesLongLists() throws InterruptedException {
        String rows = ", (1, 'a', 2.5)".repeat(50_000);
        assertThat(outcome("INSERT INTO t VALUES (1, 'b', 3)" + rows, USUAL_STACK_BYTES))
                .isNull();
        String numbers = IntStream.range(0, 50_000).mapToObj(i -> ", " + i).reduce("", String::concat);
        assertThat(outcome("SELECT * FROM t WHERE a IN (1" + numbers + ")", USUAL_STACK_BYTES))
                .isNull();
    }

    @Test
    void refusesTooLongATextAndTooManyWords() throws InterruptedException {
        String spaces = " ".repeat(ParserLimits.LENGTH_MAX_CHARS);
        assertThat(outcome("SELECT 1" + spaces, USUAL_STACK_BYTES).getMessage())
                .isEqualTo("the text has 16777224 characters; the limit is 16777216");
        String words = ",1".repeat(ParserLimits.TOKENS_MAX / 2);
        assertThat(outcome("SELECT 1" + words, USUAL_STACK_BYTES).getMessage())
                .isEqualTo("the statement has too many words; the limit is 2000000");
    }

    @Test
    void refusesTooLongAName() throws InterruptedException {
        String name = "a".repeat(MillraceParser.NAME_MAX_CHARS);
        assertThat(outcome("SELECT " + name, USUAL_STACK_BYTES)).isNull();
        assertThat(outcome("SELECT " + name + "a", USUAL_STACK_BYTES).sqlState())
                .isEqualTo(SqlState.SYNTAX_ERROR);
    }

    /** The error, or null, of parsing a statement on a thread with a stack of its own. */
    private static MillraceException outcome(String sql, long stackBytes) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        MillraceParser.parse(sql);
                    } catch (Throwable e) {
                        failure[0] = e;
                    }
                },
                "parse",
                stackBytes);
        thread.start();
        thread.join();
        assertThat(failure[0]).isIn(failure[0] instanceof MillraceException ? failure[0] : null, null);
        return (MillraceException) failure[0];
    }
}
