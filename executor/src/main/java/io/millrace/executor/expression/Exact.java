package io.millrace.executor.expression;

import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;

/**
 * An exact number in generated code: an int, long or Wide that counts units of 10^−scale.
 *
 * @param digits most decimal digits the unscaled number has
 */
record Exact(String code, int digits, int scale, Storage storage) {
    /** Digits that any long can hold. */
    static final int LONG_DIGITS = 18;

    static Exact of(Value value) {
        DataType type = value.type();
        return new Exact(value.code(), digits(type), type.scale(), type.storage());
    }

    /** Decimal digits of an exact numeric type. */
    static int digits(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER, INTERVAL_YEAR_MONTH -> 10;
            case BIGINT, INTERVAL_DAY_TIME -> 19;
            case DECIMAL -> type.precision();
            default -> throw new IllegalArgumentException(type.sqlName());
        };
    }

    boolean wide() {
        return storage == Storage.WIDE;
    }

    int wholeDigits() {
        return digits - scale;
    }

    /** As a Java long expression with more digits after the point; only if the result has at most 18 digits. */
    String longAt(int newScale) {
        String asLong = storage == Storage.INT ? "(long) " + code : code;
        return newScale == scale ? asLong : asLong + " * " + power(newScale - scale) + "L";
    }

    /** As a Wide of the same scale. */
    Exact widened(Emitter emitter) {
        if (wide()) {
            return this;
        }
        String name = emitter.kernel().scratch("Wide", "wide");
        emitter.line(name + ".set(" + code + ");");
        return new Exact(name, digits, scale, Storage.WIDE);
    }

    /** As a Wide with more digits after the point; fails at run time if that does not fit 128 bits. */
    Exact wideAt(int newScale, String typeName, Emitter emitter) {
        Exact widened = widened(emitter);
        if (newScale == scale) {
            return widened;
        }
        String name = emitter.kernel().scratch("Wide", "scaled");
        emitter.line("Wides.scaleUp(" + widened.code + ", " + (newScale - scale) + ", " + scale + ", " + typeName + ", "
                + name + ");");
        return new Exact(name, digits + newScale - scale, newScale, Storage.WIDE);
    }

    /** A power of ten as Java text. */
    static String power(int exponent) {
        return "1" + "0".repeat(exponent);
    }

    /** A whole number in the Java text itself, where the compiler can make use of it. */
    static String inlined(Literal literal) {
        TypeKind kind = literal.type().kind();
        boolean isLong = literal.type().storage() == Storage.LONG;
        long value = literal.longValue();
        if (kind == TypeKind.BOOLEAN || value == Long.MIN_VALUE || value == Integer.MIN_VALUE) {
            throw new IllegalArgumentException(literal.toString());
        }
        return value < 0 ? "(" + value + (isLong ? "L)" : ")") : value + (isLong ? "L" : "");
    }
}
