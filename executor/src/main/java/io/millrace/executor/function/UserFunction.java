package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.function.ScalarFunction;
import io.millrace.spi.function.TableFunction;
import io.millrace.spi.type.DataType;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link ScalarFunction} found and understood, or a {@link TableFunction}, whose result is an array of rows. Immutable. */
public final class UserFunction {
    private static final String METHOD = "eval";

    private final Class<?> type;
    private final Method method;
    private final List<DataType> parameters;
    private final DataType result;
    private final @Nullable UserRows rows;

    private UserFunction(
            Class<?> type, Method method, List<DataType> parameters, DataType result, @Nullable UserRows rows) {
        this.type = type;
        this.rows = rows;
        this.method = method;
        this.parameters = parameters;
        this.result = result;
    }

    /**
     * Looks a class up.
     *
     * @param jar path of a file; empty for the class path
     * @throws MillraceException that says what is missing or wrong
     */
    public static UserFunction load(String className, String jar) {
        boolean gives = TableFunction.class.isAssignableFrom(FunctionClasses.load(className, jar));
        Class<?> found = UserClass.load(className, jar, gives ? TableFunction.class : ScalarFunction.class);
        Method method = UserClass.onlyMethod(found, METHOD);
        UserRows rows = gives ? UserRows.of(found, method) : null;
        DataType result = rows == null ? UserClass.type(found, method, method.getReturnType()) : rows.type();
        UserFunction function = new UserFunction(found, method, UserClass.types(found, method, 0), result, rows);
        function.newInstance();
        return function;
    }

    public List<DataType> parameters() {
        return parameters;
    }

    public DataType result() {
        return result;
    }

    public boolean isDeterministic() {
        Object instance = newInstance();
        return instance instanceof TableFunction table
                ? table.isDeterministic()
                : ((ScalarFunction) instance).isDeterministic();
    }

    Class<?> parameterClass(int index) {
        return method.getParameterTypes()[index];
    }

    Method method() {
        return method;
    }

    Object newInstance() {
        return UserClass.newInstance(type);
    }

    /** What the method has given, as a value of the type of the result. */
    @Nullable Object value(@Nullable Object given) {
        return rows == null ? given : rows.rows(given);
    }

    /** A place that calls the function with arguments of these types. */
    public UserCall newCall(List<DataType> arguments) {
        return new UserCall(this, arguments);
    }
}
