package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import java.util.List;

/**
 * Computes what does not depend on the row once, when compiling, instead of for each row. What fails is left as it is: it is
 * an error only for rows that need it.
 */
final class ConstantFolding {
    private ConstantFolding() {}

    static Expression fold(Expression expression) {
        if (!(expression instanceof Call call)) {
            return expression;
        } else if (isConstant(call)) {
            return value(call);
        }
        List<Expression> arguments =
                call.arguments().stream().map(ConstantFolding::fold).toList();
        return new Call(call.function(), arguments, call.type());
    }

    private static boolean isConstant(Expression expression) {
        if (expression instanceof Call call) {
            return call.function() != Function.EPOCH_TIME
                    && call.function() != Function.USER_FUNCTION
                    && call.arguments().stream().allMatch(ConstantFolding::isConstant);
        }
        return expression instanceof Literal;
    }

    private static Expression value(Call call) {
        try {
            return ScalarEvaluator.fold(call, 0);
        } catch (MillraceException e) {
            return call;
        }
    }
}
