package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words of the language that people give to columns, wherever a column can be named. */
class ColumnNamesTest {
    private static final List<String> WORDS =
            Stream.of("""
                    action at avg begin catalog checkpoint class close column commit condition connect connection count
                    current cycle data date datetime datetime day days description domain each element empty end
                    equals every exp external filter final first format free friday function get global groups hold hour
                    identity if import initial interval jar json key language large last lag lead length level limit
                    local location lower match matches materialized max measures member message metadata method min
                    minute minutes mod module month name names new no none nothing object offset old one open option
                    options order_id out output overlay parameter path pattern per percent period pipeline plan
                    position power prev prior priority procedure public quarter queries query range rank read ref
                    references release reset result return returns role rollback running savepoint schema scope
                    scroll search second seconds section sequence session show size source space sql start state
                    statement static status stop stream string style sum system tables tag temporary text time
                    timestamp tokens transaction trigger truncate type upper usage user uuid value variant version
                    views virtual watermark week weeks work write year years zone left right
                    """.split("\\s+")).distinct().toList();

    /** Each takes the word where %s stands; the rest names no other column than a. */
    private static final List<String> PLACES = List.of(
            "SELECT %s FROM t",
            "SELECT a, %s, a FROM t",
            "SELECT t.%s FROM t",
            "SELECT DISTINCT %s FROM t WHERE %s > 1 AND %s = a GROUP BY %s, a ORDER BY %s, a",
            "SELECT f(%s), (%s), %s + 1, -%s, f(a, %s), %s * 2, %s || a FROM t",
            "SELECT a AS %s FROM t",
            "SELECT COUNT(%s), SUM(%s) OVER (PARTITION BY %s ORDER BY %s) FROM t",
            "SELECT CASE WHEN %s = 1 THEN %s ELSE %s END FROM t",
            "SELECT CAST(%s AS BIGINT), %s::bigint, %s IS NULL, %s IN (1, 2), %s BETWEEN 1 AND 2 FROM t",
            "SELECT * FROM (SELECT a AS %s FROM t) AS x JOIN u ON x.%s = u.%s",
            "INSERT INTO t (a, %s) VALUES (1, 2)",
            "UPDATE t SET %s = %s + 1 WHERE %s < 3",
            "DELETE FROM t WHERE %s = 1",
            "CREATE TABLE t (%s INT, a INT)",
            "CREATE TABLE t (a INT, %s VARCHAR(10) NOT NULL, PRIMARY KEY (%s))",
            "CREATE TABLE t (a INT, %s AS a + 1)",
            "CREATE VIEW v (%s) AS SELECT a FROM t",
            "INSERT INTO t VALUES (1) ON CONFLICT (%s) DO UPDATE SET %s = excluded.%s");

    static List<String> words() {
        return WORDS;
    }

    @ParameterizedTest
    @MethodSource("words")
    void canBeTheNameOfAColumn(String word) {
        for (String place : PLACES) {
            String sql = place.replace("%s", word);
            long expected = place.split("%s", -1).length - 1L;
            assertThat(namesIn(MillraceParser.parse(sql), word)).as(sql).isEqualTo(expected);
        }
    }

    @Test
    void keepsTheCaseOfQuotedNames() {
        assertThat(MillraceDialect.toSql(MillraceParser.parse("SELECT \"dateTime\", dateTime FROM bid")))
                .contains("\"dateTime\"", "\"datetime\"");
    }

    @Test
    void stillReadsLiteralsOfDateAndTime() {
        String sql = MillraceDialect.toSql(MillraceParser.parse(
                "SELECT DATE '2024-01-01', TIME '10:00:00', TIMESTAMP '2024-01-01 10:00:00', date, time, timestamp"));
        assertThat(sql)
                .contains("DATE '2024-01-01'", "TIME '10:00:00'", "TIMESTAMP '2024-01-01 10:00:00'")
                .contains("\"date\"", "\"time\"", "\"timestamp\"");
    }

    private static long namesIn(SqlNode statement, String word) {
        long[] found = {0};
        statement.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlIdentifier id) {
                if (id.names.get(id.names.size() - 1).equals(word)) {
                    found[0]++;
                }
                return null;
            }
        });
        return found[0];
    }
}
