package io.millrace.executor.function;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.function.ScalarFunction;
import io.millrace.spi.type.DataType;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place that calls a user's function: takes the arguments of a row, calls, and has the result until the next call.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class UserCall {
    private final UserFunction function;
    private final ScalarFunction instance;
    private final List<DataType> types;
    private final @Nullable Object[] arguments;

    UserCall(UserFunction function, List<DataType> types) {
        this.function = function;
        this.types = List.copyOf(types);
        instance = function.newInstance();
        arguments = new Object[types.size()];
    }

    /** Hands over an argument as a column of one row. */
    public void set(int index, Column value) {
        arguments[index] = JavaValues.read(value, 0, types.get(index));
    }

    /**
     * Calls the function.
     *
     * @return the result as a column of one row
     * @throws MillraceException 38000 with what the function throws
     */
    public Column call() {
        ColumnBuilder result = ColumnBuilder.of(function.result().storage(), 1);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null && function.parameterClass(i).isPrimitive()) {
                result.appendNull();
                return result.build();
            }
        }
        JavaValues.append(result, function.result(), invoke());
        return result.build();
    }

    private @Nullable Object invoke() {
        try {
            return function.method().invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error && !(error instanceof LinkageError)) {
                throw error;
            }
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private MillraceException failed(Throwable cause) {
        return new MillraceException(
                SqlState.EXTERNAL_ROUTINE_EXCEPTION,
                "function " + function.method().getDeclaringClass().getName() + " failed: " + cause,
                cause);
    }
}
