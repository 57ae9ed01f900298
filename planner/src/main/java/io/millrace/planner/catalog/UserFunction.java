package io.millrace.planner.catalog;

import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * A function written in Java.
 *
 * @param name as it is called
 * @param jar path of the file with the class; empty for the class path
 * @param deterministic whether the result depends on the arguments alone
 */
public record UserFunction(
        QualifiedName name,
        String className,
        String jar,
        List<DataType> parameters,
        DataType result,
        boolean deterministic) {
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
