package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.function.FunctionTypes;
import io.millrace.spi.function.ScalarFunction;
import io.millrace.spi.type.DataType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link ScalarFunction} found and understood. Immutable. */
public final class UserFunction {
    private static final String METHOD = "eval";

    private final Class<? extends ScalarFunction> type;
    private final Method method;
    private final List<DataType> parameters;
    private final DataType result;

    private UserFunction(
            Class<? extends ScalarFunction> type, Method method, List<DataType> parameters, DataType result) {
        this.type = type;
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
        Class<?> found = FunctionClasses.load(className, jar);
        if (!ScalarFunction.class.isAssignableFrom(found)) {
            throw unusable(className, "it does not implement " + ScalarFunction.class.getName());
        }
        if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
            throw unusable(className, "it is not a public class that can be made");
        }
        List<Method> methods = Arrays.stream(found.getMethods())
                .filter(method -> method.getName().equals(METHOD) && !method.isBridge())
                .toList();
        if (methods.size() != 1) {
            throw unusable(className, "it has " + methods.size() + " public methods " + METHOD + ", expected one");
        }
        Method method = methods.get(0);
        List<DataType> parameters = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(typeOf(className, parameter));
        }
        DataType result = typeOf(className, method.getReturnType());
        UserFunction function =
                new UserFunction(found.asSubclass(ScalarFunction.class), method, List.copyOf(parameters), result);
        function.newInstance();
        return function;
    }

    private static DataType typeOf(String className, Class<?> type) {
        return FunctionTypes.of(type)
                .orElseThrow(
                        () -> unusable(className, METHOD + " uses " + type.getTypeName() + ", which is no SQL type"));
    }

    private static MillraceException unusable(String className, String why) {
        return new MillraceException(
                SqlState.INVALID_DEFINITION, "class " + className + " cannot be a function: " + why);
    }

    public List<DataType> parameters() {
        return parameters;
    }

    public DataType result() {
        return result;
    }

    public boolean isDeterministic() {
        return newInstance().isDeterministic();
    }

    Class<?> parameterClass(int index) {
        return method.getParameterTypes()[index];
    }

    Method method() {
        return method;
    }

    ScalarFunction newInstance() {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw unusable(type.getName(), "its constructor fails: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw unusable(type.getName(), "it has no public constructor without parameters");
        }
    }

    /** A place that calls the function with arguments of these types. */
    public UserCall newCall(List<DataType> arguments) {
        return new UserCall(this, arguments);
    }
}
