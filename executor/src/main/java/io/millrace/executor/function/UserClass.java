package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.function.FunctionTypes;
import io.millrace.spi.type.DataType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What all functions of users have in common: a public class with methods of certain names. */
final class UserClass {
    private UserClass() {}

    /** @throws MillraceException that says what is missing or wrong */
    static Class<?> load(String className, String jar, Class<?> wanted) {
        Class<?> found = FunctionClasses.load(className, jar);
        if (!wanted.isAssignableFrom(found)) {
            throw unusable(className, "it does not implement " + wanted.getName());
        }
        if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
            throw unusable(className, "it is not a public class that can be made");
        }
        return found;
    }

    static List<Method> methods(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .toList();
    }

    static Method onlyMethod(Class<?> type, String name) {
        List<Method> methods = methods(type, name);
        if (methods.size() != 1) {
            throw unusable(type.getName(), "it has " + methods.size() + " public methods " + name + ", expected one");
        }
        return methods.get(0);
    }

    static DataType type(Class<?> owner, Method method, Class<?> type) {
        return FunctionTypes.of(type)
                .orElseThrow(() -> unusable(
                        owner.getName(), method.getName() + " uses " + type.getTypeName() + ", which is no SQL type"));
    }

    /** Types of the parameters from one on. */
    static List<DataType> types(Class<?> owner, Method method, int from) {
        List<DataType> types = new ArrayList<>();
        for (Class<?> parameter : Arrays.asList(method.getParameterTypes()).subList(from, method.getParameterCount())) {
            types.add(type(owner, method, parameter));
        }
        return List.copyOf(types);
    }

    static Object newInstance(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw unusable(type.getName(), "its constructor fails: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw unusable(type.getName(), "it has no public constructor without parameters");
        }
    }

    static MillraceException unusable(String className, String why) {
        return new MillraceException(
                SqlState.INVALID_DEFINITION, "class " + className + " cannot be a function: " + why);
    }

    /** What a method of the user has thrown. */
    static MillraceException failed(Method method, Throwable thrown) {
        Throwable cause =
                thrown instanceof InvocationTargetException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Error error && !(error instanceof LinkageError)) {
            throw error;
        }
        return new MillraceException(
                SqlState.EXTERNAL_ROUTINE_EXCEPTION,
                "function " + method.getDeclaringClass().getName() + " failed: " + cause,
                cause);
    }
}
