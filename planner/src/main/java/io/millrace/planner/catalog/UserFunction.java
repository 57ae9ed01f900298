package io.millrace.planner.catalog;

import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * A function written in Java.
 *
 * @param name as it is called
 * @param jar where the executor finds the class; empty for the class path
 * @param result of a TABLE an array of rows
 * @param deterministic whether the result depends on the arguments alone
 * @param retracts whether an AGGREGATE can take rows back
 * @param source the file that the JAR was copied from; empty for the class path
 */
public record UserFunction(
        QualifiedName name,
        String className,
        String jar,
        List<DataType> parameters,
        DataType result,
        boolean deterministic,
        Kind kind,
        boolean retracts,
        String source) {
    /** What a function gives: a value, a value of many rows, or rows. */
    public enum Kind {
        SCALAR,
        AGGREGATE,
        TABLE
    }

    public UserFunction {
        parameters = List.copyOf(parameters);
    }

    /** The name among the catalog's objects, where functions do not stand in the way of tables. */
    public QualifiedName objectName() {
        return objectName(name);
    }

    /** The name among the catalog's objects of a function called so. */
    public static QualifiedName objectName(QualifiedName name) {
        return new QualifiedName(name.schema(), name.name() + "()");
    }
}
