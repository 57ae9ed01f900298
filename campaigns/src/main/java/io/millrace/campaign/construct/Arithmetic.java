package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** Sums, differences and products that cannot overflow. */
final class Arithmetic implements Construct.OfExpression {
    @Override
    public String name() {
        return "arithmetic";
    }

    @Override
    public int weight() {
        return 12;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind.numeric();
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr left = generator.expression(kind, scope, depth);
        Expr right = generator.expression(kind, scope, depth);
        String operator = generator.choices().pick(List.of("+", "-", "*"));
        return type(left.type(), right.type(), operator)
                .filter(Type::fits)
                .map(type -> new Expr("(" + left.sql() + " " + operator + " " + right.sql() + ")", type));
    }

    private static Optional<Type> type(Type left, Type right, String operator) {
        boolean product = operator.equals("*");
        int digits = product ? left.digits() + right.digits() : Math.max(left.digits(), right.digits()) + 1;
        if (left.kind() != Kind.DECIMAL) {
            return Optional.of(left.withDigits(digits));
        }
        int scale = product ? left.scale() + right.scale() : Math.max(left.scale(), right.scale());
        int precision = product
                ? left.precision() + right.precision()
                : Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1 + scale;
        return precision > 38 ? Optional.empty() : Optional.of(Type.decimal(precision, scale, digits));
    }
}
