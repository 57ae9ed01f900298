package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows whose times are near each other: of the table itself, or of windows that have ended, which expire. */
final class IntervalJoin implements Construct<Query> {
    @Override
    public String name() {
        return "interval join";
    }

    @Override
    public int weight() {
        return 6;
    }

    @Override
    public List<String> features() {
        return List.of(Selects.OF_EVENT_TIME);
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        boolean windows = generator.choices().chance(50);
        Side left = windows ? ended(generator) : rows(generator);
        Side right = windows ? ended(generator) : rows(generator);
        List<Expr> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        String before = "INTERVAL '" + generator.choices().pick(List.of(10, 5, 30)) + "' MINUTE";
        String after = "INTERVAL '" + generator.choices().pick(List.of(0, 5, 20)) + "' MINUTE";
        String times = generator.choices().chance(50)
                ? right.time() + " BETWEEN " + left.time() + " - " + before + " AND " + left.time() + " + " + after
                : right.time() + " >= " + left.time() + " - " + before + " AND " + right.time() + " <= " + left.time();
        String on = (generator.choices().chance(70)
                        ? left.columns().get(0).sql() + " = "
                                + right.columns().get(0).sql() + " AND "
                        : "")
                + times;
        String join = generator.choices().pick(List.of(" JOIN ", " LEFT JOIN ", " FULL JOIN "));
        return Optional.of(Selects.maybeAggregated(
                generator,
                Selects.query(
                        "SELECT ",
                        Selects.items(generator, new Scope(columns, false), 1),
                        " FROM " + left.sql() + join + right.sql() + " ON " + on)));
    }

    private record Side(String sql, List<Expr> columns, String time) {}

    private static Side rows(Generator generator) {
        String alias = generator.alias("t");
        List<Expr> columns = EventTable.PLAIN.as(alias).columns();
        List<Expr> keyFirst = List.of(columns.get(1), columns.get(2), columns.get(0));
        return new Side("e1 AS " + alias, keyFirst, alias + ".ts");
    }

    private static Side ended(Generator generator) {
        EventWindow window = EventWindow.of(generator, EventWindow.Shape.TUMBLE);
        String alias = generator.alias("w");
        String outer = generator.alias("s");
        String sql = "(SELECT " + alias + ".x AS c0, " + alias + ".window_end AS c1, COUNT(*) AS c2 FROM "
                + window.ended(alias) + " GROUP BY " + alias + ".window_start, " + alias + ".window_end, " + alias
                + ".x) AS " + outer;
        List<Expr> columns = List.of(
                new Expr(outer + ".c0", Type.integer(4)),
                new Expr(outer + ".c1", Type.TIMESTAMP),
                new Expr(outer + ".c2", Type.bigint(6)));
        return new Side(sql, columns, outer + ".c1");
    }
}
