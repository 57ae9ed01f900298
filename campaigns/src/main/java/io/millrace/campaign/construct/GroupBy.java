package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GROUP BY columns or expressions, with aggregates, expressions over them, and HAVING. */
final class GroupBy implements Construct<Query> {
    private static final Pattern COLUMN = Pattern.compile("\\w+\\.\\w+");

    @Override
    public String name() {
        return "GROUP BY";
    }

    @Override
    public int weight() {
        return 25;
    }

    @Override
    public List<String> features() {
        return List.of("HAVING", "FILTER", "DISTINCT aggregate", "ROLLUP/CUBE/GROUPING SETS", "GROUPING");
    }

    @Override
    public boolean aggregates() {
        return true;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        Relation source = generator.source(depth);
        Scope inner = source.scope();
        List<Expr> keys = generator.choices().list(1, 3, 35, () -> key(generator, inner, depth)).stream()
                .filter(key -> key.sql().contains("."))
                .toList();
        List<Expr> aggregates = generator.choices().list(1, 3, 50, () -> generator.aggregate(inner.onlyExact(), depth));
        List<Expr> items = new ArrayList<>(generator.choices().chance(80) ? keys : List.of());
        items.addAll(aggregates);
        List<Expr> all = new ArrayList<>(keys);
        all.addAll(aggregates);
        Scope grouped = new Scope(all, false);
        if (generator.choices().chance(20)) {
            items.addAll(Selects.items(generator, grouped.onlyExact(), Math.min(depth, 2)));
        }
        String having = "";
        if (generator.chance("HAVING", 18)) {
            having = " HAVING " + generator.predicate(grouped, 2).sql();
        }
        List<String> keyTexts = keys.stream().map(Expr::sql).toList();
        // DuckDB takes keys for one that are the same once they are simplified.
        boolean sets = !keys.isEmpty()
                && keyTexts.stream().allMatch(key -> COLUMN.matcher(key).matches())
                && generator.chance("ROLLUP/CUBE/GROUPING SETS", 30);
        if (sets && generator.chance("GROUPING", 60)) {
            items.add(new Expr("GROUPING(" + String.join(", ", keyTexts) + ")", Type.bigint(2)));
        }
        String groupBy =
                sets ? sets(generator, keyTexts) : keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keyTexts);
        return Optional.of(Selects.query(
                "SELECT ",
                items,
                " FROM " + source.sql() + Selects.where(generator, inner, depth + 1, 30) + groupBy + having));
    }

    private static String sets(Generator generator, List<String> keys) {
        String list = String.join(", ", keys);
        String sets = "GROUPING SETS ((" + list + "), (" + keys.get(0) + "), (" + keys.get(keys.size() - 1) + "))";
        return " GROUP BY " + generator.choices().pick(List.of("ROLLUP (" + list + ")", "CUBE (" + list + ")", sets));
    }

    private static Expr key(Generator generator, Scope scope, int depth) {
        Scope exact = scope.onlyExact().withoutSubQueries();
        return generator.expression(
                generator.kind(exact), exact, generator.choices().chance(20) ? depth : 0);
    }
}
