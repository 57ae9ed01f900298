package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import java.util.Optional;

/** CASE value WHEN value. */
final class CaseOf implements Construct.OfExpression {
    @Override
    public String name() {
        return "CASE of a value";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public boolean makes(Kind kind) {
        return true;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Kind of = generator.kind(scope);
        Expr value = generator.expression(of, scope.onlyExact(), depth);
        Expr when = generator.expression(of, scope.onlyExact(), 0);
        Expr result = generator.expression(kind, scope, depth);
        Expr other = generator.expression(kind, scope, depth);
        return Optional.of(new Expr(
                "CASE " + value.sql() + " WHEN " + when.sql() + " THEN " + result.sql() + " ELSE " + other.sql()
                        + " END",
                result.type().or(other.type())));
    }
}
