package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** AVG, always a DOUBLE. */
final class Average implements Construct<Expr> {
    @Override
    public String name() {
        return "AVG";
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {

        Kind kind = generator.choices().pick(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE));
        String distinct = Aggregation.distinct(generator);
        Expr value = generator.expression(kind, scope.withoutSubQueries(), depth);
        if (!value.type().fits() || value.type().precision() > 18 && kind == Kind.DECIMAL) {
            return Optional.empty();
        }
        return Optional.of(new Expr(
                "AVG(" + distinct + value.sql() + ")" + Aggregation.filter(generator, scope, depth), Type.INEXACT));
    }
}
