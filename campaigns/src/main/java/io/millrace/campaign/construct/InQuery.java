package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** IN and NOT IN a sub-query, correlated or not. */
final class InQuery implements Construct.OfExpression {
    @Override
    public String name() {
        return "IN sub-query";
    }

    @Override
    public int weight() {
        return 24;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        if (!scope.subQueries()) {
            return Optional.empty();
        }
        Correlated from = Correlated.from(generator, scope, depth);
        Kind of = generator.kind(from.scope());
        Expr inner = generator.expression(of, from.scope().onlyExact().withoutSubQueries(), 1);
        Expr value = generator.expression(of, scope.withoutSubQueries(), 1);
        String not = generator.choices().chance(40) ? " NOT" : "";
        return Optional.of(new Expr(
                "(" + value.sql() + not + " IN (SELECT " + inner.sql() + " FROM " + from.sql() + "))", Type.BOOLEAN));
    }
}
