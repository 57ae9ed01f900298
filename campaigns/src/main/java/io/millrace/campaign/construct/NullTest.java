package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** IS NULL, IS TRUE and their like. */
final class NullTest implements Construct.OfExpression {
    @Override
    public String name() {
        return "IS NULL/TRUE/…";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        if (generator.choices().chance(40)) {
            Expr truth = generator.predicate(scope, depth);
            String test = generator
                    .choices()
                    .pick(List.of(
                            "IS TRUE", "IS FALSE", "IS NOT TRUE", "IS NOT FALSE", "IS UNKNOWN", "IS NOT UNKNOWN"));
            // DuckDB has no IS UNKNOWN.
            String theirs = test.replace("UNKNOWN", "NULL");
            return Optional.of(new Expr("(" + truth.sql() + " " + Dialect.either(test, theirs) + ")", Type.BOOLEAN));
        }
        Expr value = generator.expression(generator.kind(scope), scope, depth);
        String test = generator.choices().pick(List.of("IS NULL", "IS NOT NULL"));
        return Optional.of(new Expr("(" + value.sql() + " " + test + ")", Type.BOOLEAN));
    }
}
