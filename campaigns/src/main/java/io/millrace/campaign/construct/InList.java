package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** IN and NOT IN a list, with NULL in it at times. */
final class InList implements Construct.OfExpression {
    @Override
    public String name() {
        return "IN list";
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

        Kind of = generator.kind(scope);
        Expr value = generator.expression(of, scope, depth);
        List<String> list = generator
                .choices()
                .list(
                        1,
                        5,
                        60,
                        () -> generator.choices().chance(7)
                                ? "NULL"
                                : generator
                                        .leaf(of, generator.choices().chance(15) ? scope : Scope.EMPTY)
                                        .sql());
        String not = generator.choices().chance(30) ? " NOT" : "";
        return Optional.of(new Expr("(" + value.sql() + not + " IN (" + String.join(", ", list) + "))", Type.BOOLEAN));
    }
}
