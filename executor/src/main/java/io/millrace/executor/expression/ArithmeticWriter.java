package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.List;

/** {@code + − * / %} on numbers; with a date, time or interval among the arguments {@link TemporalArithmeticWriter} takes over. */
final class ArithmeticWriter {
    private ArithmeticWriter() {}

    static Value writeBinary(Call call, Emitter emitter) {
        Value left = emitter.write(call.argument(0));
        Value right = emitter.write(call.argument(1));
        if (!left.type().kind().isNumeric() || !right.type().kind().isNumeric()) {
            return TemporalArithmeticWriter.writeBinary(call, left, right, emitter);
        }
        Operation operation = new Operation(call.function(), call.type(), emitter);
        return emitter.compute(call.type(), CallWriter.baseName(call), List.of(left, right), name -> {
            if (call.type().kind().isApproximateNumeric()) {
                return operation.approximate(left, right);
            } else if (left.type().kind().isApproximateNumeric()
                    || right.type().kind().isApproximateNumeric()) {
                DataType type = DataType.of(TypeKind.DOUBLE);
                String result = new Operation(call.function(), type, emitter).approximate(left, right);
                return Numbers.convert(Value.notNull(result, type), call.type(), name, emitter);
            }
            return operation.exact(left, right, call.argument(1), name);
        });
    }

    /** An operation with its result type. */
    private record Operation(Function function, DataType type, Emitter emitter) {
        String approximate(Value left, Value right) {
            String result = "Doubles." + method() + "(" + Numbers.asDouble(left) + ", " + Numbers.asDouble(right) + ")";
            return type.kind() == TypeKind.REAL ? "Doubles.toReal(" + result + ")" : result;
        }

        private String method() {
            return switch (function) {
                case ADD -> "add";
                case SUBTRACT -> "subtract";
                case MULTIPLY -> "multiply";
                case DIVIDE -> "divide";
                case MODULO -> "modulo";
                default -> throw new IllegalArgumentException(function.name());
            };
        }

        String exact(Value leftValue, Value rightValue, Expression rightExpression, String name) {
            Exact left = Exact.of(leftValue);
            Exact right = Exact.of(rightValue);
            if (type.kind() != TypeKind.DECIMAL && !left.wide() && !right.wide() && left.scale() + right.scale() == 0) {
                return whole(leftValue, rightValue, rightExpression, name);
            }
            return switch (function) {
                case ADD, SUBTRACT -> sum(left, right, name);
                case MULTIPLY -> product(left, right, name);
                case DIVIDE -> quotient(left, right, name);
                case MODULO -> rest(left, right, name);
                default -> throw new IllegalArgumentException(function.name());
            };
        }

        /** Whole numbers to a whole number. */
        private String whole(Value left, Value right, Expression rightExpression, String name) {
            boolean divides = function == Function.DIVIDE || function == Function.MODULO;
            if (divides && rightExpression instanceof Literal literal && isPlainDivisor(literal)) {
                String sign = function == Function.DIVIDE ? " / " : " % ";
                return narrowed(left.code() + sign + Exact.inlined(literal), left, right, name);
            }
            boolean asLong = type.kind() == TypeKind.BIGINT
                    && left.type().storage() == Storage.INT
                    && right.type().storage() == Storage.INT;
            String call =
                    "Integers." + method() + "(" + (asLong ? "(long) " : "") + left.code() + ", " + right.code() + ")";
            return narrowed(call, left, right, name);
        }

        private String narrowed(String code, Value left, Value right, String name) {
            boolean isLong =
                    left.type().storage() == Storage.LONG || right.type().storage() == Storage.LONG;
            DataType computed = DataType.of(isLong ? TypeKind.BIGINT : TypeKind.INTEGER);
            boolean fits = type.kind() == TypeKind.BIGINT || type.kind() == TypeKind.INTEGER && !isLong;
            return fits ? code : Numbers.convert(Value.notNull(code, computed), type, name, emitter);
        }

        /** Neither 0 nor −1, which need checks. */
        private static boolean isPlainDivisor(Literal literal) {
            if (literal.holdsNull()) {
                return false;
            }
            long divisor = literal.longValue();
            return divisor != 0 && divisor != -1 && divisor != Long.MIN_VALUE && divisor != Integer.MIN_VALUE;
        }

        /** The result object itself if it is a Wide, otherwise another one on the way to it. */
        private String wideResult(String name, String base) {
            return type.storage() == Storage.WIDE ? name : emitter.kernel().scratch("Wide", base);
        }

        private String sum(Exact left, Exact right, String name) {
            int scale = Math.max(left.scale(), right.scale());
            int digits = Math.max(left.wholeDigits(), right.wholeDigits()) + scale + 1;
            if (digits <= Exact.LONG_DIGITS && !left.wide() && !right.wide()) {
                String sign = function == Function.ADD ? " + " : " - ";
                String sum = "(" + left.longAt(scale) + sign + right.longAt(scale) + ")";
                return Numbers.fit(new Exact(sum, digits, scale, Storage.LONG), type, name, emitter);
            }
            String typeName = Numbers.quoted(type);
            Exact wideLeft = left.wideAt(scale, typeName, emitter);
            Exact wideRight = right.wideAt(scale, typeName, emitter);
            String sum = wideResult(name, "sum");
            emitter.line("Wides." + method() + "(" + wideLeft.code() + ", " + wideRight.code() + ", " + typeName + ", "
                    + sum + ");");
            return Numbers.fit(new Exact(sum, digits, scale, Storage.WIDE), type, name, emitter);
        }

        private String product(Exact left, Exact right, String name) {
            int scale = left.scale() + right.scale();
            int digits = left.digits() + right.digits();
            if (digits <= Exact.LONG_DIGITS && !left.wide() && !right.wide()) {
                String product = "(" + left.longAt(left.scale()) + " * " + right.longAt(right.scale()) + ")";
                return Numbers.fit(new Exact(product, digits, scale, Storage.LONG), type, name, emitter);
            }
            String typeName = Numbers.quoted(type);
            String product = wideResult(name, "product");
            int dropped = Math.max(0, scale - type.scale());
            if (!left.wide() && !right.wide()) {
                emitter.line("Wides.multiply(" + left.code() + ", " + right.code() + ", " + product + ");");
                return Numbers.fit(new Exact(product, digits, scale, Storage.WIDE), type, name, emitter);
            }
            emitter.line("Wides.multiply(" + left.widened(emitter).code() + ", "
                    + right.widened(emitter).code() + ", " + dropped + ", " + typeName + ", " + product + ");");
            return Numbers.fit(new Exact(product, digits, scale - dropped, Storage.WIDE), type, name, emitter);
        }

        private String quotient(Exact left, Exact right, String name) {
            String typeName = Numbers.quoted(type);
            String quotient = wideResult(name, "quotient");
            String operands =
                    left.widened(emitter).code() + ", " + right.widened(emitter).code();
            String shift = ", " + (type.scale() + right.scale() - left.scale());
            String scales = ", " + left.scale() + ", " + right.scale();
            String operation = type.kind() == TypeKind.DECIMAL
                    ? "divide(" + operands + shift
                    : "divideTruncated(" + operands + scales;
            emitter.line("Wides." + operation + ", " + typeName + ", " + quotient + ");");
            Exact result =
                    new Exact(quotient, DataType.DECIMAL_PRECISION_MAX + 1 + type.scale(), type.scale(), Storage.WIDE);
            return Numbers.fit(result, type, name, emitter);
        }

        private String rest(Exact left, Exact right, String name) {
            int scale = Math.max(left.scale(), right.scale());
            int digits = Math.max(left.wholeDigits(), right.wholeDigits()) + scale;
            if (digits <= Exact.LONG_DIGITS && !left.wide() && !right.wide()) {
                String rest = "Integers.modulo(" + left.longAt(scale) + ", " + right.longAt(scale) + ")";
                return Numbers.fit(new Exact(rest, digits, scale, Storage.LONG), type, name, emitter);
            }
            String rest = wideResult(name, "rest");
            emitter.line("Wides.modulo(" + left.widened(emitter).code() + ", "
                    + right.widened(emitter).code() + ", " + left.scale() + ", " + right.scale() + ", " + rest + ");");
            return Numbers.fit(new Exact(rest, digits, scale, Storage.WIDE), type, name, emitter);
        }
    }

    /** NEGATE, ABS and SIGN. */
    static Value writeUnary(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        DataType type = value.type();
        boolean interval = type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
        if (!type.kind().isNumeric() && !interval) {
            throw unsuited(call, type);
        }
        boolean sign = call.function() == Function.SIGN;
        DataType computed = sign && type.storage() != Storage.DOUBLE ? DataType.of(TypeKind.INTEGER) : type;
        Value result = emitter.compute(
                computed,
                CallWriter.baseName(call),
                List.of(value),
                name -> sign ? sign(value) : negateOrAbs(call, value, name));
        return CastWriter.coerce(result, call.type(), emitter);
    }

    private static String sign(Value value) {
        return switch (value.type().storage()) {
            case INT -> "Integer.signum(" + value.code() + ")";
            case LONG -> "Long.signum(" + value.code() + ")";
            case DOUBLE -> "Doubles.sign(" + value.code() + ")";
            case WIDE -> value.code() + ".signum()";
            case BYTES, NESTED ->
                throw new IllegalArgumentException(value.type().sqlName());
        };
    }

    private static String negateOrAbs(Call call, Value value, String name) {
        DataType type = value.type();
        boolean negate = call.function() == Function.NEGATE;
        String method = negate ? "negate" : "abs";
        return switch (type.storage()) {
            case INT -> {
                String result = "Integers." + method + "(" + value.code() + ")";
                boolean narrow = type.kind() == TypeKind.TINYINT || type.kind() == TypeKind.SMALLINT;
                yield narrow
                        ? "Integers.narrow(" + result + ", " + Numbers.bounds(type.kind()) + ", " + Numbers.quoted(type)
                                + ")"
                        : result;
            }
            case LONG -> "Integers." + method + "(" + value.code() + ")";
            case DOUBLE -> negate ? "-" + value.code() : "Math.abs(" + value.code() + ")";
            case WIDE -> "Wides." + method + "(" + value.code() + ", " + name + ")";
            case BYTES, NESTED -> throw unsuited(call, type);
        };
    }

    static Value writeBitwise(Call call, Emitter emitter) {
        List<Value> values = emitter.writeAll(call.arguments());
        for (Value value : values) {
            if (!value.type().kind().isExactNumeric() || value.type().kind() == TypeKind.DECIMAL) {
                throw unsuited(call, value.type());
            }
        }
        Value first = values.get(0);
        boolean isLong = values.stream().anyMatch(value -> value.type().storage() == Storage.LONG);
        DataType computed = DataType.of(isLong ? TypeKind.BIGINT : TypeKind.INTEGER);
        String code = values.size() == 1
                ? "~" + first.code()
                : first.code() + " " + call.function().symbol() + " "
                        + values.get(1).code();
        Value result = emitter.compute(computed, CallWriter.baseName(call), values, name -> code);
        return CastWriter.coerce(result, call.type(), emitter);
    }

    static MillraceException unsuited(Call call, DataType type) {
        return new MillraceException(
                SqlState.DATATYPE_MISMATCH, call.function() + " does not take a value of type " + type.sqlName());
    }
}
