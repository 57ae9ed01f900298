package io.millrace.executor.function;

import io.millrace.spi.function.AggregateFunction;
import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * What a class can be used for.
 *
 * @param kind SCALAR, AGGREGATE or TABLE
 * @param result of a TABLE an array of rows
 * @param deterministic whether the result depends on the arguments alone; aggregates always are
 * @param retracts whether an aggregate can take rows back
 */
public record FunctionDescription(
        Kind kind, List<DataType> parameters, DataType result, boolean deterministic, boolean retracts) {
    /** What a function gives. */
    public enum Kind {
        SCALAR,
        AGGREGATE,
        TABLE
    }

    public FunctionDescription {
        parameters = List.copyOf(parameters);
    }

    /**
     * Looks a class up.
     *
     * @param jar as {@link FunctionClasses} takes it; empty for the class path
     */
    public static FunctionDescription load(String className, String jar) {
        if (AggregateFunction.class.isAssignableFrom(FunctionClasses.load(className, jar))) {
            UserAggregate aggregate = UserAggregate.load(className, jar);
            return new FunctionDescription(
                    Kind.AGGREGATE, aggregate.parameters(), aggregate.resultType(), true, aggregate.retracts());
        }
        UserFunction function = UserFunction.load(className, jar);
        Kind kind = function.result().kind().isNested() ? Kind.TABLE : Kind.SCALAR;
        return new FunctionDescription(
                kind, function.parameters(), function.result(), function.isDeterministic(), false);
    }
}
