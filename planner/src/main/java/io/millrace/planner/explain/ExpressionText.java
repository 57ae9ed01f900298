package io.millrace.planner.explain;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions with the names of their columns. */
final class ExpressionText {
    private final RowType columns;

    ExpressionText(RowType columns) {
        this.columns = columns;
    }

    String of(Expression expression) {
        return of(expression, false);
    }

    private String of(Expression expression, boolean inside) {
        if (expression instanceof InputRef input) {
            return name(input.index());
        } else if (expression instanceof Call call) {
            return call(call, inside);
        }
        return expression.toString();
    }

    private String call(Call call, boolean inside) {
        List<Expression> arguments = call.arguments();
        switch (call.function()) {
            case CAST, TRY_CAST, ASSIGN -> {
                return call.function() + "(" + of(arguments.get(0)) + " AS "
                        + call.type().sqlName() + ")";
            }
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> {
                String text = of(arguments.get(0), true) + " "
                        + call.function().toString().replace('_', ' ');
                return inside ? "(" + text + ")" : text;
            }
            case NOT -> {
                return "NOT " + of(arguments.get(0), true);
            }
            case CASE -> {
                return cases(arguments);
            }
            case USER_FUNCTION -> {
                String className = ((Literal) arguments.get(0)).text();
                return arguments.stream().skip(3).map(this::of).collect(Collectors.joining(", ", className + "(", ")"));
            }
            case RANDOM, RANDOM_UUID -> {
                return call.function() + "(" + of(arguments.get(0)) + ")";
            }
            default -> {
                return infixOrCall(call.function(), arguments, inside);
            }
        }
    }

    private String infixOrCall(Function function, List<Expression> arguments, boolean inside) {
        if (!function.symbol().isEmpty() && arguments.size() >= 2) {
            String text = arguments.stream()
                    .map(argument -> of(argument, true))
                    .collect(Collectors.joining(" " + function.symbol() + " "));
            return inside ? "(" + text + ")" : text;
        }
        return arguments.stream().map(this::of).collect(Collectors.joining(", ", function + "(", ")"));
    }

    private String cases(List<Expression> arguments) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            text.append(" WHEN ").append(of(arguments.get(i)));
            text.append(" THEN ").append(of(arguments.get(i + 1)));
        }
        return text.append(" ELSE ")
                .append(of(arguments.get(arguments.size() - 1)))
                .append(" END")
                .toString();
    }

    String name(int column) {
        return columns.name(column);
    }

    String names(List<Integer> chosen) {
        return chosen.stream().map(this::name).collect(Collectors.joining(", "));
    }
}
