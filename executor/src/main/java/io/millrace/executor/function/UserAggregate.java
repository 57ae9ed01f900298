package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.function.AggregateFunction;
import io.millrace.spi.type.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AggregateFunction} found and understood, with an instance of its class.
 *
 * <p><b>Threading:</b> one thread, but for what it says of types.
 */
public final class UserAggregate {
    private final Class<?> type;
    private final AggregateFunction<?> instance;
    private final Method accumulate;
    private final @Nullable Method retract;
    private final Method result;
    private final List<DataType> parameters;
    private final DataType resultType;

    private UserAggregate(
            Class<?> type, AggregateFunction<?> instance, Method accumulate, @Nullable Method retract, Method result) {
        this.type = type;
        this.instance = instance;
        this.accumulate = accumulate;
        this.retract = retract;
        this.result = result;
        parameters = UserClass.types(type, accumulate, 1);
        resultType = UserClass.type(type, result, result.getReturnType());
    }

    /**
     * Looks a class up.
     *
     * @param jar as {@link FunctionClasses} takes it; empty for the class path
     * @throws MillraceException that says what is missing or wrong
     */
    public static UserAggregate load(String className, String jar) {
        Class<?> type = UserClass.load(className, jar, AggregateFunction.class);
        Method accumulate = UserClass.onlyMethod(type, "accumulate");
        List<Method> retracts = UserClass.methods(type, "retract");
        Method result = UserClass.onlyMethod(type, "result");
        if (accumulate.getParameterCount() < 2) {
            throw UserClass.unusable(className, "accumulate needs a state and at least one further parameter");
        } else if (retracts.size() > 1
                || retracts.size() == 1
                        && !Arrays.equals(retracts.get(0).getParameterTypes(), accumulate.getParameterTypes())) {
            throw UserClass.unusable(className, "retract must have the parameters of accumulate");
        } else if (result.getParameterCount() != 1
                || result.getParameterTypes()[0] != accumulate.getParameterTypes()[0]) {
            throw UserClass.unusable(className, "result must have the state as its one parameter");
        }
        AggregateFunction<?> instance = (AggregateFunction<?>) UserClass.newInstance(type);
        UserAggregate aggregate =
                new UserAggregate(type, instance, accumulate, retracts.isEmpty() ? null : retracts.get(0), result);
        aggregate.read(aggregate.write(aggregate.create()));
        return aggregate;
    }

    public List<DataType> parameters() {
        return parameters;
    }

    public DataType resultType() {
        return resultType;
    }

    public boolean retracts() {
        return retract != null;
    }

    /** Whether a row with NULL in that argument is left out. */
    public boolean refusesNull(int argument) {
        return accumulate.getParameterTypes()[argument + 1].isPrimitive();
    }

    /** The state of a group without rows. */
    public Object create() {
        Object state = instance.create();
        if (!accumulate.getParameterTypes()[0].isInstance(state)) {
            throw UserClass.unusable(type.getName(), "create does not give the state that accumulate takes");
        }
        return state;
    }

    /** Takes a row, or takes one back. */
    public void apply(Object state, @Nullable Object[] arguments, boolean takesBack) {
        Method method = takesBack && retract != null ? retract : accumulate;
        if (takesBack && retract == null) {
            throw MillraceException.internal("aggregate " + type.getName() + " cannot take rows back");
        }
        @Nullable Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        invoke(method, all);
    }

    public @Nullable Object result(Object state) {
        return invoke(result, state);
    }

    private @Nullable Object invoke(Method method, @Nullable Object... arguments) {
        try {
            return method.invoke(instance, arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw UserClass.failed(method, e);
        }
    }

    /** The state as bytes. */
    public byte[] write(Object state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject((Serializable) state);
        } catch (IOException | ClassCastException e) {
            throw UserClass.failed(accumulate, e);
        }
        return bytes.toByteArray();
    }

    /** The state that bytes are of. */
    public Object read(byte[] bytes) {
        try (ObjectInputStream in = new StateInput(new ByteArrayInputStream(bytes), type.getClassLoader())) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw UserClass.failed(accumulate, e);
        }
    }

    /** Finds classes where the function was found. */
    private static final class StateInput extends ObjectInputStream {
        private final ClassLoader classes;

        StateInput(InputStream in, ClassLoader classes) throws IOException {
            super(in);
            this.classes = classes;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, classes);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
