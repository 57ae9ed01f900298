package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Expressions whose value hangs on more than their row: time, chance, functions that are not deterministic. */
final class Volatile {
    private static final DataType BITS = DataType.of(TypeKind.BIGINT).notNull();

    private Volatile() {}

    /** Whether evaluating it again in one epoch may give another value: what is looked at twice is computed in a step of its own. */
    static boolean varies(Expression expression) {
        return anyCall(expression, call -> isDraw(call) || UserCalls.varies(call));
    }

    /** Whether evaluating it again, in another epoch, may give another value. */
    static boolean changes(Expression expression) {
        return varies(expression) || anyCall(expression, call -> call.function() == Function.EPOCH_TIME);
    }

    /** Whether it needs the random bits of its row. */
    static boolean draws(Expression expression) {
        return anyCall(expression, Volatile::isDraw);
    }

    /** With the columns of the random bits, which stand behind that many others, as arguments. */
    static Expression drawing(Expression expression, int columns) {
        if (!(expression instanceof Call call)) {
            return expression;
        }
        List<Expression> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(drawing(argument, columns)));
        if (isDraw(call)) {
            arguments.add(new InputRef(columns, BITS));
            arguments.add(new InputRef(columns + 1, BITS));
        }
        return new Call(call.function(), arguments, call.type());
    }

    private static boolean isDraw(Call call) {
        return call.function() == Function.RANDOM || call.function() == Function.RANDOM_UUID;
    }

    private static boolean anyCall(Expression expression, Predicate<Call> test) {
        return expression instanceof Call call
                && (test.test(call) || call.arguments().stream().anyMatch(argument -> anyCall(argument, test)));
    }
}
