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

/** The first rows of each key: a sub-query with a rank, and a bound of it around. */
final class TopPerKey implements Construct<Query> {
    @Override
    public String name() {
        return "Top-N per key";
    }

    @Override
    public int weight() {
        return 9;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        Relation source = Windowing.source(generator, depth);
        List<Expr> columns = source.scope().exact();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Windowing windowing = new Windowing(generator, columns);
        String rank = generator.choices().pick(List.of("ROW_NUMBER", "RANK", "DENSE_RANK"));
        String ranked = rank + "() OVER (" + windowing.partition() + "ORDER BY " + windowing.order() + ")";
        List<Expr> all = new ArrayList<>(columns);
        all.add(new Expr(ranked, Type.bigint(6)));
        Query inner = Selects.query(
                "SELECT ", all, " FROM " + source.sql() + Selects.where(generator, source.scope(), 2, 20));
        Relation outer = Selects.derived(generator, inner);
        String place = outer.columns().get(outer.columns().size() - 1).sql();
        int n = 1 + generator.choices().below(3);
        String bound = generator
                .choices()
                .pick(List.of(place + " <= " + n, place + " = " + n, place + " BETWEEN 2 AND " + (n + 2)));
        List<Expr> items =
                generator.choices().list(1, 4, 60, () -> generator.choices().pick(outer.columns()));
        return Optional.of(Selects.query("SELECT ", items, " FROM " + outer.sql() + " WHERE " + bound));
    }
}
