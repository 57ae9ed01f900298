package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;

/** What queries share: lists of columns and WHERE. */
final class Selects {
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
        if (!generator.choices().chance(percent)) {
            return "";
        }
        return " WHERE "
                + (generator.choices().chance(75)
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
        return generator.expression(generator.kind(scope), scope, depth);
    }

    /** A select of just these kinds. */
    static Query ofKinds(Generator generator, List<Kind> kinds, int depth) {
        Relation source = generator.source(depth);
        List<Expr> items = kinds.stream()
                .map(kind -> generator.expression(kind, source.scope().onlyExact(), Math.min(depth, 2)))
                .toList();
        return query("SELECT ", items, " FROM " + source.sql() + where(generator, source.scope(), depth, 40));
    }
}
