package io.millrace.executor.expression;

import io.millrace.executor.expression.function.UserFunctionSites;
import io.millrace.executor.function.UserFunction;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;

/** Calls of functions that users wrote in Java; arguments and results go through objects. */
final class UserFunctionWriter {
    /** Class, JAR and whether it is deterministic stand before the arguments. */
    private static final int FIRST_ARGUMENT = 3;

    private UserFunctionWriter() {}

    static Value write(Call call, Emitter emitter) {
        UserFunction function = UserFunction.load(text(call, 0), text(call, 1));
        List<Expression> arguments =
                call.arguments().subList(FIRST_ARGUMENT, call.arguments().size());
        List<DataType> types = arguments.stream().map(Expression::type).toList();
        requireSame(call, function, types);
        KernelText kernel = emitter.kernel();
        String made = kernel.constant(UserFunctionSites.class, new UserFunctionSites(function, types));
        String site = kernel.name("user");
        kernel.field("UserFunctionSite", site, made + ".newSite()");
        for (int i = 0; i < arguments.size(); i++) {
            Value value = emitter.write(arguments.get(i));
            String set = site + ".set(" + i + ", " + value.code() + ");";
            if (value.alwaysNull()) {
                emitter.line(site + ".setNull(" + i + ");");
            } else if (value.mayBeNull()) {
                emitter.line("if (" + value.isNull() + ") { " + site + ".setNull(" + i + "); } else { " + set + " }");
            } else {
                emitter.line(set);
            }
        }
        String isNull = emitter.local("boolean", site + "Null", "!" + site + ".call()");
        String method = call.type().kind() == TypeKind.BOOLEAN
                ? "booleanValue"
                : switch (call.type().storage()) {
                    case INT -> "intValue";
                    case LONG -> "longValue";
                    case DOUBLE -> "doubleValue";
                    case BYTES -> "slice";
                    case WIDE -> "wide";
                    case NESTED -> "nested";
                };
        return new Value(site + "." + method + "()", isNull, call.type());
    }

    private static String text(Call call, int index) {
        return ((Literal) call.argument(index)).text();
    }

    /** The class may have changed since the plan was made. */
    private static void requireSame(Call call, UserFunction function, List<DataType> types) {
        boolean same = function.result().kind() == call.type().kind()
                && function.parameters().stream()
                        .map(DataType::kind)
                        .toList()
                        .equals(types.stream().map(DataType::kind).toList());
        if (!same) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "class " + text(call, 0) + " takes " + function.parameters() + " and gives " + function.result()
                            + "; when the query was planned it took " + types + " and gave " + call.type());
        }
    }
}
