package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** NULL of a type. */
final class NullValue implements Construct.OfExpression {
    @Override
    public String name() {
        return "NULL";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public boolean makes(Kind kind) {
        return true;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Type type = generator.leaf(kind, Scope.EMPTY).type();
        return Optional.of(new Expr("CAST(NULL AS " + type.sqlName() + ")", type));
    }
}
