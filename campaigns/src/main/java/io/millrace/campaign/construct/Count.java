package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** COUNT of values. */
final class Count implements Construct<Expr> {
    @Override
    public String name() {
        return "COUNT(x)";
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {

        String distinct = Aggregation.distinct(generator);
        Expr value = generator.expression(generator.kind(scope), scope.withoutSubQueries(), depth);
        return Optional.of(new Expr(
                "COUNT(" + distinct + value.sql() + ")" + Aggregation.filter(generator, scope, depth), Type.bigint(6)));
    }
}
