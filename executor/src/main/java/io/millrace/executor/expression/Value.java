package io.millrace.executor.expression;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;

/**
 * What generated code knows of an evaluated expression.
 *
 * @param code a Java expression without side effects, of the type {@link #javaType}; meaningless if the value is NULL
 * @param isNull a Java condition; {@code false} or {@code true} if known when compiling
 */
record Value(String code, String isNull, DataType type) {
    static final String NEVER = "false";
    static final String ALWAYS = "true";

    static Value notNull(String code, DataType type) {
        return new Value(code, NEVER, type);
    }

    static Value ofNull(DataType type) {
        return new Value(zero(type), ALWAYS, type);
    }

    boolean mayBeNull() {
        return !isNull.equals(NEVER);
    }

    boolean alwaysNull() {
        return isNull.equals(ALWAYS);
    }

    boolean isText() {
        return type.kind().isText();
    }

    /** The condition of being TRUE, of a BOOLEAN. */
    String isTrue() {
        return alwaysNull() ? "false" : mayBeNull() ? "!" + isNull + " && " + code : code;
    }

    /** The condition of being FALSE, of a BOOLEAN. */
    String isFalse() {
        return alwaysNull() ? "false" : mayBeNull() ? "!" + isNull + " && !" + code : "!" + code;
    }

    static String javaType(DataType type) {
        if (type.kind() == TypeKind.BOOLEAN) {
            return "boolean";
        }
        return switch (type.storage()) {
            case INT -> "int";
            case LONG -> "long";
            case DOUBLE -> "double";
            case BYTES -> "Slice";
            case WIDE -> "Wide";
            case NESTED -> "Nested";
        };
    }

    /** Whether values of a type are objects that their call site owns. */
    static boolean isObject(DataType type) {
        return switch (type.storage()) {
            case INT, LONG, DOUBLE -> false;
            case BYTES, WIDE, NESTED -> true;
        };
    }

    static String zero(DataType type) {
        if (type.kind() == TypeKind.BOOLEAN) {
            return "false";
        }
        return switch (type.storage()) {
            case INT -> "0";
            case LONG -> "0L";
            case DOUBLE -> "0.0";
            case BYTES, WIDE, NESTED -> "null";
        };
    }
}
