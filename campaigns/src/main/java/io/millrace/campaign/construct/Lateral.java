package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sub-query that speaks of the source before it: its rows, or aggregates of them. */
final class Lateral implements Construct<Relation> {
    @Override
    public String name() {
        return "LATERAL";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        Relation left = generator.source(Math.min(depth, 1));
        Correlated inside = Correlated.from(generator, left.scope().onlyExact(), 0);
        List<Expr> inner = inside.scope().exact();
        if (inner.isEmpty()) {
            return Optional.empty();
        }
        List<Expr> items = new ArrayList<>();
        if (generator.choices().chance(50)) {
            Expr value = generator.choices().pick(inner);
            items.add(new Expr("COUNT(*)", Type.bigint(6)));
            items.add(new Expr("MAX(" + value.sql() + ")", value.type()));
        } else {
            items.addAll(
                    generator.choices().list(1, 3, 50, () -> generator.choices().pick(inner)));
        }
        String alias = generator.alias("l");
        List<Expr> columns = new ArrayList<>(left.columns());
        for (int i = 0; i < items.size(); i++) {
            columns.add(new Expr(alias + ".c" + i, items.get(i).type()));
        }
        String sub = "(SELECT " + Selects.list(items) + " FROM " + inside.sql() + ") AS " + alias;
        String joined = generator.choices().chance(50)
                ? " CROSS JOIN LATERAL " + sub
                : " LEFT JOIN LATERAL " + sub + " ON TRUE";
        return Optional.of(new Relation("(" + left.sql() + joined + ")", columns));
    }
}
