package io.millrace.executor.expression;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;

/** Conversions between numeric types in generated code. */
final class Numbers {
    private Numbers() {}

    /** A Java expression of the value as a double; the value must not be NULL. */
    static String asDouble(Value value) {
        DataType type = value.type();
        return switch (type.storage()) {
            case INT -> "(double) " + value.code();
            case LONG ->
                type.scale() == 0
                        ? "(double) " + value.code()
                        : "Decimals.toDouble(" + value.code() + ", " + type.scale() + ")";
            case DOUBLE -> value.code();
            case WIDE -> "Wides.toDouble(" + value.code() + ", " + type.scale() + ")";
            case BYTES, NESTED -> throw new IllegalArgumentException(type.sqlName());
        };
    }

    /** The lowest and highest value of a kind of INT storage, as Java arguments. */
    static String bounds(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> "0, 1";
            case TINYINT -> "-128, 127";
            case SMALLINT -> "-32768, 32767";
            default -> "Integer.MIN_VALUE, Integer.MAX_VALUE";
        };
    }

    static String quoted(DataType type) {
        return "\"" + type.sqlName() + "\"";
    }

    /** Writes the conversion of a number that is not NULL; as the body of {@link Emitter#compute}. */
    static String convert(Value value, DataType target, String name, Emitter emitter) {
        DataType source = value.type();
        if (target.kind().isApproximateNumeric()) {
            String asDouble = asDouble(value);
            return target.kind() == TypeKind.REAL && source.kind() != TypeKind.REAL
                    ? "Doubles.toReal(" + asDouble + ")"
                    : asDouble;
        } else if (source.kind().isApproximateNumeric()) {
            return fromDouble(value.code(), target, name);
        }
        return fit(Exact.of(value), target, name, emitter);
    }

    private static String fromDouble(String code, DataType target, String name) {
        String type = quoted(target);
        String parameters = target.precision() + ", " + target.scale() + ", " + type;
        return switch (target.storage()) {
            case INT ->
                "Integers.narrow(Doubles.toLong(" + code + ", " + type + "), " + bounds(target.kind()) + ", " + type
                        + ")";
            case LONG ->
                target.kind() == TypeKind.DECIMAL
                        ? "Decimals.ofDouble(" + code + ", " + parameters + ")"
                        : "Doubles.toLong(" + code + ", " + type + ")";
            case WIDE -> "Wides.ofDouble(" + code + ", " + parameters + ", " + name + ")";
            case DOUBLE, BYTES, NESTED -> throw new IllegalArgumentException(target.sqlName());
        };
    }

    /** Writes an exact number as one of the target type: rescaled half away from zero, and checked where it can be too large. */
    static String fit(Exact exact, DataType target, String name, Emitter emitter) {
        String type = quoted(target);
        if (exact.wide()) {
            return fitWide(exact, target, name, emitter);
        }
        int up = target.scale() - exact.scale();
        switch (target.storage()) {
            case WIDE -> {
                emitter.line(name + ".set(" + exact.code() + ");");
                return rescaleWide(name, exact, target, name, emitter);
            }
            case INT -> {
                String whole = up < 0 ? "Decimals.scaleDown(" + exact.code() + ", " + -up + ")" : exact.code();
                boolean fits = up == 0 && exact.digits() < Exact.digits(target);
                return fits
                        ? "(int) " + whole
                        : "Integers.narrow(" + whole + ", " + bounds(target.kind()) + ", " + type + ")";
            }
            case LONG -> {
                String scaled = exact.code();
                int digits = exact.digits() + Math.max(0, up);
                if (up > 0) {
                    scaled = digits <= Exact.LONG_DIGITS
                            ? "(long) " + scaled + " * " + Exact.power(up) + "L"
                            : "Decimals.scaleUp(" + scaled + ", " + up + ", " + exact.scale() + ", " + type + ")";
                } else if (up < 0) {
                    scaled = "Decimals.scaleDown(" + scaled + ", " + -up + ")";
                }
                return checkLong(scaled, exact.wholeDigits() + (up < 0 ? 1 : 0), target);
            }
            case DOUBLE, BYTES, NESTED -> throw new IllegalArgumentException(target.sqlName());
        }
        throw new IllegalArgumentException(target.sqlName());
    }

    private static String checkLong(String code, int wholeDigits, DataType target) {
        if (target.kind() != TypeKind.DECIMAL || wholeDigits <= target.precision() - target.scale()) {
            return code;
        }
        return "Decimals.check(" + code + ", " + target.precision() + ", " + target.scale() + ", " + quoted(target)
                + ")";
    }

    private static String fitWide(Exact exact, DataType target, String name, Emitter emitter) {
        String type = quoted(target);
        if (target.storage() == Storage.WIDE) {
            return rescaleWide(exact.code(), exact, target, name, emitter);
        }
        String rescaled = exact.code();
        if (target.scale() != exact.scale()) {
            rescaled = emitter.kernel().scratch("Wide", "scaled");
            emitter.line(scaleWide(exact.code(), exact, target, rescaled) + ";");
        }
        String asLong = "Wides.toLong(" + rescaled + ", " + target.scale() + ", " + type + ")";
        return target.storage() == Storage.INT
                ? "Integers.narrow(" + asLong + ", " + bounds(target.kind()) + ", " + type + ")"
                : checkLong(asLong, DataType.DECIMAL_PRECISION_MAX, target);
    }

    private static String rescaleWide(String code, Exact exact, DataType target, String name, Emitter emitter) {
        boolean rescales = target.scale() != exact.scale();
        boolean checks =
                exact.wholeDigits() + (target.scale() < exact.scale() ? 1 : 0) > target.precision() - target.scale();
        String rescaling =
                rescales ? scaleWide(code, exact, target, name) : code.equals(name) ? "" : name + ".set(" + code + ")";
        if (!checks) {
            return rescaling;
        }
        if (!rescaling.isEmpty()) {
            emitter.line(rescaling + ";");
        }
        return "Wides.check(" + name + ", " + target.precision() + ", " + target.scale() + ", " + quoted(target) + ")";
    }

    private static String scaleWide(String code, Exact exact, DataType target, String name) {
        int up = target.scale() - exact.scale();
        return up > 0
                ? "Wides.scaleUp(" + code + ", " + up + ", " + exact.scale() + ", " + quoted(target) + ", " + name + ")"
                : "Wides.scaleDown(" + code + ", " + -up + ", " + name + ")";
    }
}
