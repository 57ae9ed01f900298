package io.millrace.plan.node;

import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregate a call of {@link AggregateFunction#USER} means; stands in its constant.
 *
 * @param jar empty for the class path
 * @param retracts whether rows can be taken back
 */
public record UserAggregateName(String className, String jar, boolean retracts) {
    private static final int PARTS = 3;

    public static UserAggregateName of(AggregateCall call) {
        return of(call.constant());
    }

    public static UserAggregateName of(@Nullable Literal constant) {
        String[] parts = constant == null ? new String[0] : constant.text().split("\n", PARTS);
        if (parts.length != PARTS) {
            throw MillraceException.internal("an aggregate without a class: " + constant);
        }
        return new UserAggregateName(parts[1], parts[2], Boolean.parseBoolean(parts[0]));
    }

    public Literal toLiteral() {
        return Literal.ofText(DataType.of(TypeKind.VARCHAR), retracts + "\n" + className + "\n" + jar);
    }
}
