package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** BETWEEN, also NOT and SYMMETRIC. */
final class Between implements Construct.OfExpression {
    @Override
    public String name() {
        return "BETWEEN";
    }

    @Override
    public int weight() {
        return 6;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Kind of = generator.kind(scope);
        Expr value = generator.expression(of, scope, depth);
        Expr low = generator.expression(of, scope, 0);
        Expr high = generator.expression(of, scope, 0);
        String not = generator.choices().chance(30) ? " NOT" : "";
        return Optional.of(
                new Expr("(" + value.sql() + not + " BETWEEN " + low.sql() + " AND " + high.sql() + ")", Type.BOOLEAN));
    }
}
