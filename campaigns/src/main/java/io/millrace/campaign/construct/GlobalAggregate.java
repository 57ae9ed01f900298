package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** Aggregates of all rows: always one row. */
final class GlobalAggregate implements Construct<Query> {
    @Override
    public String name() {
        return "aggregate without GROUP BY";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {

        Relation source = generator.source(depth);
        Scope inner = source.scope();
        List<Expr> aggregates = generator.choices().list(1, 4, 60, () -> generator.aggregate(inner.onlyExact(), depth));
        String having = "";
        if (generator.chance("HAVING", 10)) {
            having = " HAVING "
                    + generator.predicate(new Scope(aggregates, false), 2).sql();
        }
        return Optional.of(Selects.query(
                "SELECT ",
                aggregates,
                " FROM " + source.sql() + Selects.where(generator, inner, depth + 1, 40) + having));
    }
}
