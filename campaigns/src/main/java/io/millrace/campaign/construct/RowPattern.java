package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/**
 * MATCH_RECOGNIZE, as far as DuckDB can say the same with window functions over the rows that the watermark has passed: two
 * rows in sequence, or longest runs, of which one is given when the next one begins.
 */
final class RowPattern implements Construct<Query> {
    private static final String OVER = " OVER (PARTITION BY s ORDER BY ts, id";

    @Override
    public String name() {
        return "MATCH_RECOGNIZE";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public List<String> features() {
        return List.of(Selects.OF_EVENT_TIME);
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        String operator = generator.choices().pick(List.of(" > ", " < ", " <> ", " = "));
        String alias = generator.alias("m");
        String source = generator.choices().chance(50) ? runs(operator, alias) : pairs(operator, alias);
        Scope rows = new Scope(
                List.of(
                        new Expr(alias + ".p", Type.integer(4)),
                        new Expr(alias + ".q", Type.integer(4)),
                        new Expr(alias + ".y", Type.integer(4)),
                        new Expr(alias + ".z", Type.integer(4)),
                        new Expr(alias + ".s", Type.TEXT)),
                false);
        return Optional.of(Selects.maybeAggregated(
                generator,
                Selects.query(
                        "SELECT ",
                        Selects.items(generator, rows, 1),
                        " FROM " + source + Selects.where(generator, rows, 1, 15))));
    }

    private static String pairs(String operator, String alias) {
        String ours = ours("AFTER MATCH SKIP TO NEXT ROW PATTERN (a b) DEFINE b AS b.x" + operator + "a.x", alias);
        String theirs = "(SELECT s, id AS p, q, x AS y, z FROM (SELECT e.*, LEAD(id)" + OVER + ") AS q, LEAD(x)" + OVER
                + ") AS z FROM " + passed() + ") AS f WHERE z" + operator + "x) AS " + alias;
        return Dialect.either(ours, theirs);
    }

    private static String runs(String operator, String alias) {
        String ours =
                ours("AFTER MATCH SKIP PAST LAST ROW PATTERN (a b+) DEFINE b AS b.x" + operator + "PREV(b.x)", alias);
        String first =
                "SELECT e.*, CASE WHEN x" + operator + "LAG(x)" + OVER + ") THEN 0 ELSE 1 END AS f FROM " + passed();
        String numbered = "SELECT r.*, SUM(f)" + OVER + " ROWS UNBOUNDED PRECEDING) AS n, SUM(f) OVER (PARTITION BY s)"
                + " AS last_n FROM (" + first + ") AS r";
        String theirs = "(SELECT s, FIRST(id ORDER BY ts, id) AS p, LAST(id ORDER BY ts, id) AS q,"
                + " FIRST(x ORDER BY ts, id) AS y, LAST(x ORDER BY ts, id) AS z FROM (" + numbered
                + ") AS g WHERE n < last_n GROUP BY s, n HAVING COUNT(*) > 1) AS " + alias;
        return Dialect.either(ours, theirs);
    }

    private static String ours(String pattern, String alias) {
        return "(SELECT * FROM " + EventTable.NAME
                + " WHERE ts IS NOT NULL) MATCH_RECOGNIZE (PARTITION BY s ORDER BY ts, id MEASURES a.id AS p, LAST(b.id) AS q,"
                + " a.x AS y, LAST(b.x) AS z ONE ROW PER MATCH " + pattern + ") AS " + alias;
    }

    private static String passed() {
        return EventTable.ON_TIME + " AS e WHERE ts < " + EventTable.WATERMARK;
    }
}
