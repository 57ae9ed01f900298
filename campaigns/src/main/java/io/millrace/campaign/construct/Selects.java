package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;

/** What queries share: lists of columns and WHERE. */
final class Selects {
    static final String OF_EVENT_TIME = "aggregate of event-time results";

    private Selects() {}

    /** A query in parentheses, under a new alias. */
    static Relation derived(Generator generator, Query query) {
        String alias = generator.alias("s");
        return new Relation("(" + query.sql() + ") AS " + alias, columns(alias, query));
    }

    static List<Expr> columns(String alias, Query query) {
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < query.columns().size(); i++) {
            columns.add(new Expr(alias + ".c" + i, query.columns().get(i)));
        }
        return columns;
    }

    /** SELECT's list: the expressions as c0, c1, … */
    static String list(List<Expr> items) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            list.append(i == 0 ? "" : ", ")
                    .append(items.get(i).sql())
                    .append(" AS c")
                    .append(i);
        }
        return list.toString();
    }

    static Query query(String head, List<Expr> items, String tail) {
        return new Query(
                head + list(items) + tail, items.stream().map(Expr::type).toList(), false);
    }

    /** WHERE or nothing. */
    static String where(Generator generator, Scope scope, int depth, int percent) {
        boolean wanted = generator.favoursConditions();
        if (!generator.choices().chance(wanted ? 70 : percent)) {
            return "";
        }
        return " WHERE "
                + (generator.choices().chance(wanted ? 20 : 80)
                        ? mild(generator, scope)
                        : generator.predicate(scope, depth).sql());
    }

    /** A condition that lets some rows through. */
    private static String mild(Generator generator, Scope scope) {
        List<Expr> numbers = scope.onlyExact().columns(Kind.INTEGER);
        if (numbers.isEmpty()) {
            return "TRUE";
        }
        String column = generator.choices().pick(numbers).sql();
        int constant = generator.choices().below(7);
        return generator
                .choices()
                .pick(List.of(
                        column + " > " + constant,
                        column + " <> " + constant,
                        "(" + column + " < " + constant + " OR " + column + " IS NULL)",
                        column + " IS NOT NULL",
                        column + " IN (1, 2, 3, " + constant + ")"));
    }

    /** Expressions over a scope, of kinds it has. */
    static List<Expr> items(Generator generator, Scope scope, int depth) {
        return generator.choices().list(1, 5, 65, () -> item(generator, scope, depth));
    }

    private static Expr item(Generator generator, Scope scope, int depth) {
        // Inexact columns are passed on as they are.
        List<Expr> inexact = scope.columns().stream()
                .filter(column -> !column.type().exact())
                .toList();
        if (!inexact.isEmpty() && generator.choices().chance(20)) {
            return generator.choices().pick(inexact);
        }
        return generator.expression(
                generator.kind(scope), scope, generator.choices().chance(30) ? 0 : depth);
    }

    /** At times an aggregate of what an event-time operator gives: it changes with each row that comes. */
    static Query maybeAggregated(Generator generator, Query query) {
        if (!query.exact() || !generator.chance(OF_EVENT_TIME, 30)) {
            return query;
        }
        Relation source = derived(generator, query);
        Expr first = generator.choices().pick(source.columns());
        Expr second = generator.choices().pick(source.columns());
        List<Expr> items = new ArrayList<>(List.of(
                new Expr("COUNT(*)", Type.bigint(6)),
                new Expr("COUNT(DISTINCT " + first.sql() + ")", Type.bigint(6)),
                new Expr("MAX(" + first.sql() + ")", first.type())));
        String from = " FROM " + source.sql();
        if (generator.choices().chance(40)) {
            items.add(second);
            return query("SELECT ", items, from + " GROUP BY " + second.sql());
        }
        return query("SELECT ", items, from);
    }

    /** A select of just these kinds. */
    static Query ofKinds(Generator generator, List<Kind> kinds, int depth) {
        Relation source = generator.source(depth);
        List<Expr> items = kinds.stream()
                .map(kind -> generator.expression(
                        kind, source.scope().onlyExact(), generator.choices().chance(60) ? 0 : Math.min(depth, 2)))
                .toList();
        return query("SELECT ", items, " FROM " + source.sql() + where(generator, source.scope(), depth, 25));
    }
}
