package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** Division and remainder of whole numbers, never by zero. DuckDB divides them with //. */
final class Division implements Construct.OfExpression {
    @Override
    public String name() {
        return "division";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind.wholeNumber();
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr left = generator.expression(kind, scope, depth);
        Expr right = generator.expression(kind, scope, depth);
        if (!left.type().fits() || !right.type().fits()) {
            return Optional.empty();
        }
        String operator = generator.choices().pick(List.of(Dialect.either("/", "//"), "%"));
        return Optional.of(new Expr(
                "(" + left.sql() + " " + operator + " NULLIF(" + right.sql() + ", 0))",
                left.type()
                        .withDigits(Math.max(left.type().digits(), right.type().digits()))));
    }
}
