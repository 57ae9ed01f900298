package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import java.util.Optional;

/** NULLIF. */
final class NullIf implements Construct.OfExpression {
    @Override
    public String name() {
        return "NULLIF";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public boolean makes(Kind kind) {
        return true;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr value = generator.expression(kind, scope, depth);
        Expr nothing = generator.expression(kind, scope.onlyExact(), 0);
        return Optional.of(new Expr("NULLIF(" + value.sql() + ", " + nothing.sql() + ")", value.type()));
    }
}
