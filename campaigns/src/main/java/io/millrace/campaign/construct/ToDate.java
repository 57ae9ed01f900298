package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** The date of a timestamp. */
final class ToDate implements Construct.OfExpression {
    @Override
    public String name() {
        return "CAST to DATE";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.DATE;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr value = generator.expression(Kind.TIMESTAMP, scope, depth);
        return Optional.of(new Expr("CAST(" + value.sql() + " AS DATE)", Type.DATE));
    }
}
