package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;

/** Comparisons. The two sides should have one type; numbers of several kinds and scales are compared exactly all the same. */
final class ComparisonWriter {
    private ComparisonWriter() {}

    static Value write(Call call, Emitter emitter) {
        Value left = emitter.write(call.argument(0));
        Value right = emitter.write(call.argument(1));
        String sign = javaSign(call.function());
        return emitter.compute(
                call.type(),
                CallWriter.baseName(call),
                List.of(left, right),
                name -> condition(sign, left, right, emitter));
    }

    /** IS [NOT] DISTINCT FROM: never NULL. */
    static Value writeDistinct(Call call, Emitter emitter) {
        boolean negated = call.function() == Function.IS_NOT_DISTINCT_FROM;
        Value left = emitter.write(call.argument(0));
        Value right = emitter.write(call.argument(1));
        String name = emitter.kernel().name("distinct");
        if (left.alwaysNull() || right.alwaysNull()) {
            emitter.line("final boolean " + name + " = " + left.isNull() + " != " + right.isNull() + ";");
        } else {
            String different = condition("!=", left, right, emitter);
            String condition = !left.mayBeNull() && !right.mayBeNull()
                    ? different
                    : left.isNull() + " || " + right.isNull() + " ? " + left.isNull() + " != " + right.isNull() + " : "
                            + different;
            emitter.line("final boolean " + name + " = " + condition + ";");
        }
        return Value.notNull(negated ? "!" + name : name, call.type());
    }

    static String javaSign(Function function) {
        return switch (function) {
            case EQUAL -> "==";
            case NOT_EQUAL -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            default -> throw new IllegalArgumentException(function.name());
        };
    }

    /** A Java condition for two values that are not NULL. What it writes before cannot fail and may see NULLs. */
    static String condition(String sign, Value left, Value right, Emitter emitter) {
        DataType leftType = left.type();
        DataType rightType = right.type();
        boolean equality = sign.equals("==") || sign.equals("!=");
        if (leftType.kind().isNumeric() && rightType.kind().isNumeric()) {
            return numbers(sign, left, right, emitter);
        } else if (leftType.kind().isText() && rightType.kind().isText()
                || leftType.kind().isBinary() && rightType.kind().isBinary()
                || leftType.kind() == TypeKind.UUID && rightType.kind() == TypeKind.UUID) {
            return slices(sign, left, right);
        } else if (leftType.kind() == TypeKind.BOOLEAN && rightType.kind() == TypeKind.BOOLEAN) {
            return equality
                    ? left.code() + " " + sign + " " + parenthesized(right.code())
                    : "(" + left.code() + " ? 1 : 0) " + sign + " (" + right.code() + " ? 1 : 0)";
        } else if (isInstant(leftType) && isInstant(rightType)) {
            boolean dates = leftType.kind() == rightType.kind();
            return (dates ? left.code() : micros(left)) + " " + sign + " " + (dates ? right.code() : micros(right));
        } else if (leftType.kind().isNested() && leftType.kind() == rightType.kind()) {
            String arguments = "(" + left.code() + ", " + right.code() + ")";
            return equality
                    ? (sign.equals("==") ? "" : "!") + "Elements.equal" + arguments
                    : "Elements.compare" + arguments + " " + sign + " 0";
        } else if (leftType.kind() == rightType.kind() && leftType.storage() == rightType.storage()) {
            return left.code() + " " + sign + " " + right.code();
        }
        throw new MillraceException(
                SqlState.DATATYPE_MISMATCH, "cannot compare " + leftType.sqlName() + " with " + rightType.sqlName());
    }

    private static String parenthesized(String code) {
        return code.startsWith("!") ? "(" + code + ")" : code;
    }

    private static boolean isInstant(DataType type) {
        return type.kind() == TypeKind.DATE || type.kind().isTimestamp();
    }

    private static String micros(Value value) {
        return value.type().kind() == TypeKind.DATE ? "Times.microsOfDateBounded(" + value.code() + ")" : value.code();
    }

    private static String slices(String sign, Value left, Value right) {
        boolean padded = left.type().kind() == TypeKind.CHAR
                && right.type().kind() == TypeKind.CHAR
                && left.type().precision() != right.type().precision();
        String arguments = "(" + left.code() + ", " + right.code() + ")";
        if (padded) {
            return "Slices.comparePadded" + arguments + " " + sign + " 0";
        }
        return switch (sign) {
            case "==" -> "Slices.equal" + arguments;
            case "!=" -> "!Slices.equal" + arguments;
            default -> "Slices.compare" + arguments + " " + sign + " 0";
        };
    }

    private static String numbers(String sign, Value left, Value right, Emitter emitter) {
        if (left.type().kind().isApproximateNumeric() || right.type().kind().isApproximateNumeric()) {
            return "Doubles.compare(" + Numbers.asDouble(left) + ", " + Numbers.asDouble(right) + ") " + sign + " 0";
        }
        Exact exactLeft = Exact.of(left);
        Exact exactRight = Exact.of(right);
        int scale = Math.max(exactLeft.scale(), exactRight.scale());
        boolean sameScale = exactLeft.scale() == exactRight.scale();
        int digits = Math.max(exactLeft.wholeDigits(), exactRight.wholeDigits()) + scale;
        if (!exactLeft.wide() && !exactRight.wide() && sameScale) {
            return left.code() + " " + sign + " " + right.code();
        } else if (!exactLeft.wide() && !exactRight.wide() && digits <= Exact.LONG_DIGITS) {
            return exactLeft.longAt(scale) + " " + sign + " " + exactRight.longAt(scale);
        }
        String wideLeft = exactLeft.widened(emitter).code();
        String wideRight = exactRight.widened(emitter).code();
        String scales = sameScale ? "" : ", " + exactLeft.scale() + ", " + exactRight.scale();
        return "Wides.compare(" + wideLeft + ", " + wideRight + scales + ") " + sign + " 0";
    }
}
