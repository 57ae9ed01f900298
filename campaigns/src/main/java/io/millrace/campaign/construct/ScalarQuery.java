package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** A sub-query with one value: an aggregate, correlated or not. */
final class ScalarQuery implements Construct.OfExpression {
    @Override
    public String name() {
        return "scalar sub-query";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind != Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        if (!scope.subQueries()) {
            return Optional.empty();
        }
        Correlated from = Correlated.from(generator, scope, depth);
        List<String> functions = kind == Kind.BIGINT ? List.of("COUNT", "MAX", "SUM") : List.of("MAX", "MIN");
        String function = generator.choices().pick(functions);
        Scope inner = from.scope().onlyExact().withoutSubQueries();
        if (function.equals("COUNT")) {
            String counted = generator.choices().chance(50)
                    ? "*"
                    : generator.leaf(generator.kind(inner), inner).sql();
            return Optional.of(new Expr("(SELECT COUNT(" + counted + ") FROM " + from.sql() + ")", Type.bigint(6)));
        } else if (function.equals("SUM")) {
            Expr summed = generator.expression(Kind.INTEGER, inner, 1);
            return summed.type().fits()
                    ? Optional.of(new Expr(
                            "(SELECT " + Sum.bigint("SUM(" + summed.sql() + ")") + " FROM " + from.sql() + ")",
                            Type.bigint(summed.type().digits() + Sum.DIGITS)))
                    : Optional.empty();
        }
        Expr inside = generator.expression(kind, inner, 1);
        return Optional.of(
                new Expr("(SELECT " + function + "(" + inside.sql() + ") FROM " + from.sql() + ")", inside.type()));
    }
}
