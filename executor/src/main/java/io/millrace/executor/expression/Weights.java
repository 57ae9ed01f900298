package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The size of expressions as generated code, and the cutting up of very long argument lists. */
final class Weights {
    private static final int ARGUMENTS_MAX = 20;

    private Weights() {}

    /** Number of nodes. */
    static int of(Expression expression) {
        int weight = 1;
        if (expression instanceof Call call) {
            Membership membership = Membership.of(call);
            if (membership != null) {
                return 2 + of(membership.value());
            }
            for (Expression argument : call.arguments()) {
                weight += of(argument);
            }
        }
        return weight;
    }

    /** The same expression with long lists of arguments nested, so that each part fits a method. */
    static Expression nested(Expression expression) {
        if (!(expression instanceof Call call) || Membership.of(call) != null) {
            return expression;
        }
        List<Expression> arguments =
                call.arguments().stream().map(Weights::nested).collect(Collectors.toList());
        if (arguments.size() > ARGUMENTS_MAX) {
            switch (call.function()) {
                case AND, OR, CONCAT, CONCAT_TEXT, GREATEST, LEAST, ARRAY_CONCAT -> {
                    while (arguments.size() > ARGUMENTS_MAX) {
                        arguments = grouped(call, arguments);
                    }
                }
                case ARRAY -> {
                    List<Expression> parts = grouped(call, arguments);
                    return nested(new Call(Function.ARRAY_CONCAT, parts, call.type()));
                }
                case COALESCE -> arguments = chained(call, arguments, ARGUMENTS_MAX - 1);
                case CASE -> arguments = chained(call, arguments, ARGUMENTS_MAX);
                default -> {}
            }
        }
        return new Call(call.function(), arguments, call.type());
    }

    private static List<Expression> grouped(Call call, List<Expression> arguments) {
        List<Expression> groups = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += ARGUMENTS_MAX) {
            List<Expression> group = arguments.subList(i, Math.min(i + ARGUMENTS_MAX, arguments.size()));
            boolean alone = group.size() == 1 && call.function() != Function.ARRAY;
            groups.add(alone ? group.get(0) : new Call(call.function(), group, call.type()));
        }
        return groups;
    }

    /** The first arguments, and a call of the same function over the others. */
    private static List<Expression> chained(Call call, List<Expression> arguments, int first) {
        Function function = call.function();
        int size = arguments.size();
        int tails = (size - 1) / first;
        List<Expression> tail = arguments.subList(Math.min(tails * first, size - 1), size);
        Expression rest = tail.size() == 1 ? tail.get(0) : new Call(function, tail, call.type());
        for (int i = tails - 1; i >= 0; i--) {
            int to = Math.min((i + 1) * first, size - 1);
            List<Expression> part = new ArrayList<>(arguments.subList(i * first, to));
            part.add(rest);
            rest = new Call(function, part, call.type());
        }
        return ((Call) rest).arguments();
    }
}
