package io.millrace.plan.expression;

import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A function applied to arguments. The argument types are exactly those the planner settled on: no coercion is left. */
public record Call(Function function, List<Expression> arguments, DataType type) implements Expression {
    public Call {
        arguments = List.copyOf(arguments);
    }

    public static Call of(Function function, DataType type, Expression... arguments) {
        return new Call(function, List.of(arguments), type);
    }

    public Expression argument(int index) {
        return arguments.get(index);
    }

    @Override
    public String toString() {
        String symbol = function.symbol();
        if (function == Function.CAST || function == Function.TRY_CAST || function == Function.ASSIGN) {
            return function + "(" + arguments.get(0) + " AS " + type.sqlName() + ")";
        } else if (!symbol.isEmpty() && arguments.size() >= 2) {
            return arguments.stream()
                    .map(Expression::toString)
                    .collect(Collectors.joining(" " + symbol + " ", "(", ")"));
        }
        return arguments.stream().map(Expression::toString).collect(Collectors.joining(", ", function + "(", ")"));
    }
}
