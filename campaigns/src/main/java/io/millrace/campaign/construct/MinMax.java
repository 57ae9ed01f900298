package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** MIN and MAX of any kind. */
final class MinMax implements Construct<Expr> {
    @Override
    public String name() {
        return "MIN/MAX";
    }

    @Override
    public int weight() {
        return 15;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {

        Expr value = generator.expression(generator.kind(scope), scope.withoutSubQueries(), depth);
        String function = generator.choices().pick(List.of("MIN(", "MAX("));
        return Optional.of(
                new Expr(function + value.sql() + ")" + Aggregation.filter(generator, scope, depth), value.type()));
    }
}
