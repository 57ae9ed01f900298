package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** The six comparisons, of values of one kind or of two kinds of numbers. */
final class Comparison implements Construct.OfExpression {
    @Override
    public String name() {
        return "comparison";
    }

    @Override
    public int weight() {
        return 30;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Scope exact = scope.onlyExact();
        Kind left = generator.kind(exact);
        Kind right = left.numeric() && generator.choices().chance(30)
                ? generator.choices().pick(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL))
                : left;
        if (left == Kind.DOUBLE && right == Kind.BIGINT) {
            right = Kind.INTEGER;
        }
        String operator = generator.choices().pick(List.of("=", "<>", "<", "<=", ">", ">="));
        Expr a = generator.expression(left, exact, depth);
        Expr b = generator.expression(right, exact, depth);
        return Optional.of(new Expr("(" + a.sql() + " " + operator + " " + b.sql() + ")", Type.BOOLEAN));
    }
}
