package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The nearest row before or after, of groups, in which key and order are there once, or of rows. Of rows that tie the first
 * one by the column left over counts; DuckDB takes any and is given that one only.
 */
final class AsofJoin implements Construct<Relation> {
    @Override
    public String name() {
        return "ASOF JOIN";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        Relation left = generator.table().as(generator.alias("t"));
        Relation grouped = generator.table().as(generator.alias("t"));
        Optional<Expr> key = column(generator, grouped, List.of(Kind.INTEGER, Kind.TEXT));
        Optional<Expr> order = column(generator, grouped, List.of(Kind.INTEGER, Kind.TIMESTAMP, Kind.DATE));
        if (key.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        Optional<Expr> leftKey = column(generator, left, List.of(key.get().kind()));
        Optional<Expr> leftOrder = column(generator, left, List.of(order.get().kind()));
        if (leftKey.isEmpty() || leftOrder.isEmpty()) {
            return Optional.empty();
        }
        String alias = generator.alias("r");
        Optional<Expr> other = column(generator, grouped, List.of(Kind.INTEGER, Kind.TIMESTAMP, Kind.DATE));
        boolean ties = other.isPresent() && generator.choices().chance(50);
        String named = "SELECT " + key.get().sql() + " AS c0, " + order.get().sql() + " AS c1, ";
        String from = " FROM " + grouped.sql();
        String right = ties
                ? rows(named + other.get().sql() + " AS c2" + from)
                : "(" + named + "COUNT(*) AS c2" + from + " GROUP BY "
                        + key.get().sql() + ", " + order.get().sql() + ")";
        right += " AS " + alias;
        String operator = generator.choices().pick(List.of(" >= ", " > ", " <= ", " < "));
        String time = leftOrder.get().sql() + operator + alias + ".c1";
        String keys = leftKey.get().sql() + " = " + alias + ".c0";
        String outer = generator.choices().chance(50) ? "LEFT " : "";
        List<Expr> columns = new ArrayList<>(left.columns());
        columns.add(new Expr(alias + ".c0", key.get().type()));
        columns.add(new Expr(alias + ".c1", order.get().type()));
        columns.add(new Expr(alias + ".c2", ties ? other.get().type() : Type.bigint(6)));
        return Optional.of(new Relation(
                Dialect.either(
                        "(" + left.sql() + " " + outer + "ASOF JOIN " + right + " MATCH_CONDITION " + time + " ON "
                                + keys + ")",
                        "(" + left.sql() + " ASOF " + outer + "JOIN " + right + " ON " + keys + " AND " + time + ")"),
                columns));
    }

    private static String rows(String query) {
        return Dialect.either(
                "(" + query + ")",
                "(SELECT * FROM (" + query
                        + ") QUALIFY ROW_NUMBER() OVER (PARTITION BY c0, c1 ORDER BY c2 NULLS LAST) = 1)");
    }

    private static Optional<Expr> column(Generator generator, Relation of, List<Kind> kinds) {
        List<Expr> able = of.columns().stream()
                .filter(column -> kinds.contains(column.kind()))
                .toList();
        return able.isEmpty()
                ? Optional.empty()
                : Optional.of(generator.choices().pick(able));
    }
}
