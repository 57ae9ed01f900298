package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.parser.MillraceParser;
import io.millrace.planner.catalog.ConnectorRelation.Writes;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said with its SQLSTATE, its place, and what was probably meant. */
class PlannerErrorTest {
    private final TestCatalog catalog = new TestCatalog();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT ownr FROM account                          | 42703 | column "ownr" does not exist; did you mean "owner"? at line 1, column 8
            SELECT dateTime FROM bid                          | 42703 | column "datetime" does not exist; did you mean "dateTime"? at line 1, column 8
            SELECT a.nme FROM account a                       | 42703 | column "nme" does not exist
            SELECT id FROM acount                             | 42P01 | table "acount" does not exist; did you mean "account"? at line 1, column 16
            SELECT id FROM sys.querys                         | 42P01 | did you mean "queries"?
            SELECT id FROM nowhere.account                    | 42P01 | does not exist
            SELECT uper(owner) FROM account                   | 42883 | function uper does not exist; did you mean "upper"? at line 1, column 8
            SELECT upper(1, 2) FROM account                   | 42883 | upper
            SELECT id FROM account a, account b               | 42702 | column 'id' is ambiguous at line 1, column 8
            SELECT owner, count(*) FROM account GROUP BY bank | 42803 | 'owner' is not being grouped
            SELECT count(count(*)) FROM account               | 42803 | aggregate expressions cannot be nested
            SELECT owner + INTERVAL '1' DAY FROM account      | 42804 | cannot apply '+'
            SELECT id FROM account WHERE owner                | 42804 | must be a condition
            SELECT id FROM account WHERE bank                 | 42804 | WHERE clause must be a condition at line 1, column 30
            SELECT id FROM account WHERE (id, (id, bank))     | 42804 | a condition must be a single BOOLEAN, not a row
            SELECT EXISTS owner FROM account                  | 42601 | EXISTS needs a sub-query in parentheses at line 1, column 8
            SELECT min(0.0000000000000000000000000000000000000001) FROM account | 22003 | 40
            SELECT DATE '2024-13-01'                          | 22007 | 2024-13-01
            SELECT CAST(opened AS INTERVAL DAY) FROM account  | 42804 | cannot cast DATE to INTERVAL DAY
            SELECT id FROM account UNION SELECT id, bank FROM account | 42601 | column count mismatch
            SELECT date_trunc('dayy', at) FROM click          | 22023 | there is no unit of time 'dayy'; did you mean "DAY"?
            SELECT id FROM account LIMIT -1                   | 42601 | -
            SELECT approx_count_distinct(id) OVER (ORDER BY id) FROM account | 0A000 | approx_count_distinct as a window function is not supported yet at line 1, column 8
            SELECT grouping(id), count(*) FROM account GROUP BY ROLLUP(bank) | 42601 | argument to GROUPING operator must be a grouped expression
            SELECT MAP(SELECT 1, 2, 3)                        | 42601 | 2 column names are given to a table of 3
            SELECT MULTISET(SELECT 1)                         | 0A000 | MULTISET is not supported yet
            WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT max(x) FROM r) SELECT * FROM r | 0A000 | WITH RECURSIVE that reads itself below Aggregate
            WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT a.x FROM r a, r b) SELECT * FROM r | 0A000 | WITH RECURSIVE that reads itself more than once
            SELECT fusion(balance) FROM account               | 42804 | FUSION
            SELECT json_remove('{}', '$.a') FROM account       | 0A000 | function json_remove is not supported yet
            SELECT a.id, t.x FROM account a, LATERAL (SELECT x FROM UNNEST(ARRAY[a.id, 2]) AS u (x) ORDER BY x LIMIT 1) t | 0A000 | a correlated sub-query with UNNEST
            SELECT id, (SELECT c.user_id FROM click c WHERE c.user_id = a.id LIMIT ?) FROM account a | 0A000 | LIMIT or OFFSET that is not a constant, in a correlated sub-query
            SELECT a.id FROM account a ASOF JOIN click c MATCH_CONDITION a.id > c.user_id + 1 ON a.owner = c.url | 42601 | ASOF JOIN MATCH_CONDITION must be a comparison between columns
            SELECT price FROM bid FOR SYSTEM_TIME AS OF TIMESTAMP '2024-01-01 00:00:00' | 0A000 | native tables and materialized views are kept
            SELECT b.price FROM bid b JOIN account FOR SYSTEM_TIME AS OF b."dateTime" AS a ON a.id = b.auction | 0A000 | a right side that has no event-time column
            SELECT b.price FROM bid b JOIN auction FOR SYSTEM_TIME AS OF b."dateTime" AS a ON a.id = b.auction | 0A000 | a right side whose rows are no versions
            SELECT b.price FROM bid b JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" AS e ON e.currency > b.auction | 0A000 | FOR SYSTEM_TIME AS OF without an equality between both sides
            SELECT c.url FROM click c JOIN exchange FOR SYSTEM_TIME AS OF c.at AS e ON e.currency = c.user_id | 0A000 | FOR SYSTEM_TIME AS OF column at, which no watermark bounds
            SELECT b.price FROM bid b JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" - INTERVAL '1' HOUR AS e ON e.currency = b.auction | 0A000 | neither a column of the left side nor PROCTIME()
            SELECT b.price FROM bid b RIGHT JOIN account FOR SYSTEM_TIME AS OF PROCTIME() AS a ON a.id = b.auction | 0A000 | RIGHT JOIN with FOR SYSTEM_TIME AS OF
            SELECT b.price FROM bid b JOIN account FOR SYSTEM_TIME AS OF PROCTIME() AS a ON a.bank = b.auction | 0A000 | a right side that may have several rows for a left one
            SELECT id FROM account FOR SYSTEM_TIME AS OF PROCTIME() | 0A000 | FOR SYSTEM_TIME AS OF outside of a join
            SELECT id FROM account WHERE EXISTS (SELECT 1 FROM click c JOIN account FOR SYSTEM_TIME AS OF PROCTIME() AS x ON x.id = c.user_id AND x.bank = account.bank) | 0A000 | a correlated sub-query with FOR SYSTEM_TIME AS OF
            SELECT b.price FROM bid b JOIN account FOR SYSTEM_TIME AS OF 1 AS a ON a.id = b.auction | 22007 | "1" is no point in time
            """)
    void saysWhatIsWrong(String sql, String state, String words) {
        MillraceException error = error(sql, new PlanMode.Finite());
        assertThat(error.sqlState().code() + ": " + error.getMessage())
                .startsWith(state)
                .contains(words);
    }

    @Test
    void refusesAnEndlessTableInAFiniteQuery() {
        endless();
        MillraceException error = error("SELECT id FROM ticks", new PlanMode.Finite());
        assertThat(error.sqlState()).isEqualTo(SqlState.UNBOUNDED_QUERY);
        assertThat(error).hasMessageContaining("public.ticks").hasMessageContaining("SELECT STREAM");
        assertThat(error("SELECT id FROM ticks ORDER BY id LIMIT 3", new PlanMode.Finite())
                        .sqlState())
                .isEqualTo(SqlState.UNBOUNDED_QUERY);
        assertThat(error("SELECT count(*) FROM ticks LIMIT 3", new PlanMode.Finite())
                        .sqlState())
                .isEqualTo(SqlState.UNBOUNDED_QUERY);
    }

    @Test
    void letsALimitBoundAnEndlessTable() {
        endless();
        plan("SELECT id + 1 FROM ticks WHERE id > 3 LIMIT 10", new PlanMode.Finite());
        plan("SELECT id FROM ticks", new PlanMode.Stream());
    }

    private void endless() {
        catalog.connector(
                "ticks",
                null,
                Boundedness.ENDLESS,
                Writes.NOTHING,
                List.of(),
                TestCatalog.field("id", TestCatalog.BIGINT));
    }

    @Test
    void refusesOrderWithoutLimitInContinuousQueries() {
        assertThat(error("SELECT STREAM id FROM account ORDER BY id", new PlanMode.Stream()))
                .hasMessage("ORDER BY without LIMIT in SELECT STREAM is not supported yet");
    }

    @Test
    void refusesTwoColumnsOfOneNameInAView() {
        MillraceException error = error("SELECT id, bank AS id FROM account", view());
        assertThat(error.sqlState()).isEqualTo(SqlState.DUPLICATE_COLUMN);
        assertThat(error).hasMessageContaining("\"id\"");
    }

    @Test
    void refusesAnUpdatingQueryIntoASinkThatAppends() {
        catalog.connector(
                "out",
                null,
                null,
                Writes.INSERTS,
                List.of(),
                TestCatalog.field("bank", TestCatalog.INTEGER),
                TestCatalog.field("n", TestCatalog.BIGINT));
        PlanMode sink =
                new PlanMode.Sink(catalog.find(TestCatalog.public_("out")).orElseThrow(), List.of(), true);
        MillraceException error = error("SELECT STREAM bank, count(*) FROM account GROUP BY bank", sink);
        assertThat(error).hasMessageContaining("public.out can only append").hasMessageContaining("aggregate-1");
        assertThat(error("SELECT STREAM 1 FROM out", new PlanMode.Stream())).hasMessageContaining("cannot be read");
    }

    @Test
    void namesTheViewInWhichAnErrorIs() {
        catalog.view("v", "SELECT gone FROM account");
        assertThat(error("SELECT * FROM v", new PlanMode.Finite()))
                .hasMessageContaining("in view public.v: column \"gone\" does not exist");
    }

    @Test
    void refusesAQueryOfTooManySteps() {
        String query = IntStream.range(0, 700)
                .mapToObj(i -> "SELECT SUM(balance + " + i + ") FROM account")
                .collect(Collectors.joining(" UNION ALL "));
        MillraceException error = error(query, new PlanMode.Finite());
        assertThat(error).hasMessageContaining("more than 2000 steps");
        assertThat(error.sqlState()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
    }

    @Test
    void refusesAViewThatStandsInItself() {
        catalog.view("a", "SELECT * FROM b").view("b", "SELECT * FROM a");
        assertThat(error("SELECT * FROM a", new PlanMode.Finite()).sqlState())
                .isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
    }

    @Test
    void survivesDeepNesting() {
        StringBuilder sql = new StringBuilder("id");
        for (int i = 0; i < 200; i++) {
            sql.insert(0, "abs(").append(")");
        }
        plan("SELECT " + sql + " FROM account", new PlanMode.Finite());
    }

    @Test
    void survivesExpressionsThatDoubleAtEachStep() {
        StringBuilder sql = new StringBuilder("SELECT id AS x FROM account");
        for (int i = 0; i < 40; i++) {
            sql.insert(0, "SELECT x + x AS x FROM (").append(")");
        }
        PlannedQuery planned = plan(sql.toString(), new PlanMode.Finite());
        assertThat(planned.plan().nodes().size()).isBetween(4, 20);
    }

    @Test
    void givesUpAfterItsTime() {
        PlannerSettings hurried = new PlannerSettings("public", "UTC", false, 0);
        SqlNode query = MillraceParser.parse("SELECT id FROM account");
        assertThatThrownBy(() -> new Planner(catalog).plan(query, new PlanMode.Finite(), hurried))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("within 0 ms");
    }

    private static PlanMode view() {
        return new PlanMode.View(TestCatalog.public_("v"));
    }

    private PlannedQuery plan(String sql, PlanMode mode) {
        return new Planner(catalog).plan(MillraceParser.parse(sql), mode, PlannerSettings.DEFAULT);
    }

    private MillraceException error(String sql, PlanMode mode) {
        try {
            return fail(plan(sql, mode));
        } catch (MillraceException e) {
            return e;
        }
    }

    private static MillraceException fail(PlannedQuery planned) {
        throw new AssertionError("planned: " + planned.plan());
    }
}
