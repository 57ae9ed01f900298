package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Scope;
import java.util.Optional;

/** MIN_BY of a value by itself, as several rows may have the smallest. */
final class MinBy implements Construct<Expr> {
    private static final int WEIGHT = 4;

    @Override
    public String name() {
        return "MIN_BY/MAX_BY";
    }

    @Override
    public int weight() {
        return WEIGHT;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {
        Expr value = generator.expression(generator.kind(scope), scope.withoutSubQueries(), depth);
        String arguments = "(" + value.sql() + ", " + value.sql() + ")";
        String function = generator.choices().chance(50)
                ? Dialect.either("MAX_BY", "ARG_MAX")
                : Dialect.either("MIN_BY", "ARG_MIN");
        return Optional.of(new Expr(function + arguments, value.type()));
    }
}
