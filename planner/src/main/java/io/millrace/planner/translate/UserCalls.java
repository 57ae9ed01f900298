package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Calls of functions written in Java. One that is not deterministic is evaluated once for a row that shows it. */
final class UserCalls {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final int DETERMINISTIC = 2;

    private UserCalls() {}

    static Expression translate(UserFunction function, List<Expression> arguments, Casts casts) {
        List<Expression> all = new ArrayList<>();
        all.add(Literal.ofText(VARCHAR, function.className()));
        all.add(Literal.ofText(VARCHAR, function.jar()));
        all.add(Literal.ofText(VARCHAR, String.valueOf(function.deterministic())));
        for (int i = 0; i < arguments.size(); i++) {
            all.add(casts.to(arguments.get(i), function.parameters().get(i)));
        }
        return new Call(Function.USER_FUNCTION, all, function.result().withNullable(true));
    }

    /** Whether a call is one of a function that is not deterministic. */
    static boolean varies(Call call) {
        return call.function() == Function.USER_FUNCTION
                && call.argument(DETERMINISTIC) instanceof Literal deterministic
                && !deterministic.text().equals("true");
    }
}
