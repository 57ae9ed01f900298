package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** IS [NOT] DISTINCT FROM. */
final class DistinctFrom implements Construct.OfExpression {
    @Override
    public String name() {
        return "IS DISTINCT FROM";
    }

    @Override
    public int weight() {
        return 14;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Kind of = generator.kind(scope);
        Expr a = generator.expression(of, scope, depth);
        Expr b = generator.expression(of, scope, depth);
        String test = generator.choices().pick(List.of("IS DISTINCT FROM", "IS NOT DISTINCT FROM"));
        return Optional.of(new Expr("(" + a.sql() + " " + test + " " + b.sql() + ")", Type.BOOLEAN));
    }
}
