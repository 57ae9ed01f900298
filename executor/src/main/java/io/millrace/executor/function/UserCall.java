package io.millrace.executor.function;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place that calls a user's function: takes the arguments of a row, calls, and has the result until the next call.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class UserCall {
    private final UserFunction function;
    private final Object instance;
    private final List<DataType> types;
    private final @Nullable Object[] arguments;

    UserCall(UserFunction function, List<DataType> types) {
        this.function = function;
        this.types = List.copyOf(types);
        instance = function.newInstance();
        arguments = new Object[types.size()];
    }

    /** Of the result. */
    public DataType type() {
        return function.result();
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
        ColumnBuilder result = ColumnBuilder.of(function.result(), 1);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null && function.parameterClass(i).isPrimitive()) {
                result.appendNull();
                return result.build();
            }
        }
        JavaValues.append(result, function.result(), function.value(invoke()));
        return result.build();
    }

    private @Nullable Object invoke() {
        try {
            return function.method().invoke(instance, arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw UserClass.failed(function.method(), e);
        }
    }
}
