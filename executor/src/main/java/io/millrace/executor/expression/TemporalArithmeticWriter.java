package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dates, times, timestamps and intervals: differences, shifts by an interval, intervals times numbers. */
final class TemporalArithmeticWriter {
    private TemporalArithmeticWriter() {}

    static Value writeBinary(Call call, Value left, Value right, Emitter emitter) {
        DataType type = call.type();
        DataType computed = computedType(call, left.type(), right.type());
        String code = code(call, left, right);
        if (code == null) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    left.type().sqlName() + " " + call.function().symbol() + " "
                            + right.type().sqlName() + " gives no " + type.sqlName());
        }
        Value result = emitter.compute(computed, CallWriter.baseName(call), List.of(left, right), name -> code);
        return CastWriter.coerce(result, type, emitter);
    }

    /** The type the code gives; differences of dates as whole numbers are days and not the microseconds of an interval. */
    private static DataType computedType(Call call, DataType left, DataType right) {
        boolean difference = call.function() == Function.SUBTRACT && isPoint(left) && isPoint(right);
        if (difference && call.type().kind().isNumeric()) {
            return DataType.of(TypeKind.INTEGER);
        }
        if (isPoint(call.type()) && isPoint(left) != isPoint(right)) {
            DataType point = isPoint(left) ? left : right;
            return point.kind() == TypeKind.DATE && call.type().kind().isTimestamp() ? call.type() : point;
        }
        return call.type();
    }

    private static @Nullable String code(Call call, Value left, Value right) {
        Function function = call.function();
        TypeKind leftKind = left.type().kind();
        TypeKind rightKind = right.type().kind();
        if (function == Function.SUBTRACT && isPoint(left.type()) && isPoint(right.type())) {
            return difference(left, right, call.type());
        } else if (function == Function.ADD && isPoint(left.type()) && isPoint(right.type())) {
            return dateAndTime(left, right);
        } else if ((function == Function.ADD || function == Function.SUBTRACT) && isPoint(left.type())) {
            return shifted(left, right, function == Function.SUBTRACT, call.type());
        } else if (function == Function.ADD && isPoint(right.type())) {
            return shifted(right, left, false, call.type());
        } else if ((function == Function.ADD || function == Function.SUBTRACT)
                && leftKind == rightKind
                && isInterval(left)) {
            return "Integers." + (function == Function.ADD ? "add(" : "subtract(") + left.code() + ", " + right.code()
                    + ")";
        } else if (function == Function.MULTIPLY && isInterval(left) && rightKind.isNumeric()) {
            return scaled(left, right, "multiply");
        } else if (function == Function.MULTIPLY && leftKind.isNumeric() && isInterval(right)) {
            return scaled(right, left, "multiply");
        } else if (function == Function.DIVIDE && isInterval(left) && rightKind.isNumeric()) {
            return scaled(left, right, "divide");
        }
        return null;
    }

    private static boolean isPoint(DataType type) {
        return type.kind() == TypeKind.DATE
                || type.kind() == TypeKind.TIME
                || type.kind().isTimestamp();
    }

    private static boolean isInterval(Value value) {
        TypeKind kind = value.type().kind();
        return kind == TypeKind.INTERVAL_DAY_TIME || kind == TypeKind.INTERVAL_YEAR_MONTH;
    }

    private static @Nullable String difference(Value left, Value right, DataType type) {
        boolean dates = left.type().kind() == TypeKind.DATE && right.type().kind() == TypeKind.DATE;
        boolean times = left.type().kind() == TypeKind.TIME;
        if (times != (right.type().kind() == TypeKind.TIME)) {
            return null;
        } else if (type.kind() == TypeKind.INTERVAL_YEAR_MONTH) {
            return times ? null : "Times.monthsBetween(" + micros(right) + ", " + micros(left) + ")";
        } else if (type.kind().isNumeric()) {
            return dates ? "Integers.subtract(" + left.code() + ", " + right.code() + ")" : null;
        }
        return "Integers.subtract(" + micros(left) + ", " + micros(right) + ")";
    }

    private static String micros(Value value) {
        return value.type().kind() == TypeKind.DATE ? "Times.microsOfDate(" + value.code() + ")" : value.code();
    }

    private static @Nullable String dateAndTime(Value left, Value right) {
        if (left.type().kind() == TypeKind.DATE && right.type().kind() == TypeKind.TIME) {
            return micros(left) + " + " + right.code();
        } else if (left.type().kind() == TypeKind.TIME && right.type().kind() == TypeKind.DATE) {
            return micros(right) + " + " + left.code();
        }
        return null;
    }

    private static @Nullable String shifted(Value point, Value amount, boolean back, DataType type) {
        String operation = back ? "Integers.negate(" + amount.code() + ")" : amount.code();
        TypeKind pointKind = point.type().kind();
        TypeKind amountKind = amount.type().kind();
        boolean toTimestamp = type.kind().isTimestamp();
        if (pointKind == TypeKind.DATE && amountKind.isExactNumeric() && amountKind != TypeKind.DECIMAL) {
            return "Times.dateOf((long) " + point.code() + (back ? " - " : " + ") + amount.code() + ")";
        } else if (amountKind == TypeKind.INTERVAL_YEAR_MONTH) {
            return switch (pointKind) {
                case DATE ->
                    toTimestamp
                            ? "Times.plusMonths(" + micros(point) + ", " + operation + ")"
                            : "Times.datePlusMonths(" + point.code() + ", " + operation + ")";
                case TIME -> point.code();
                default -> "Times.plusMonths(" + point.code() + ", " + operation + ")";
            };
        } else if (amountKind == TypeKind.INTERVAL_DAY_TIME) {
            return switch (pointKind) {
                case DATE ->
                    toTimestamp
                            ? "Times.plus(" + micros(point) + ", " + operation + ")"
                            : "Times.datePlus(" + point.code() + ", " + operation + ")";
                case TIME -> "Times.timePlus(" + point.code() + ", " + operation + ")";
                default -> "Times.plus(" + point.code() + ", " + operation + ")";
            };
        }
        return null;
    }

    private static String scaled(Value interval, Value number, String operation) {
        TypeKind kind = number.type().kind();
        boolean months = interval.type().kind() == TypeKind.INTERVAL_YEAR_MONTH;
        boolean whole = kind.isExactNumeric() && kind != TypeKind.DECIMAL;
        String code = whole && operation.equals("multiply")
                ? "Integers.multiply((long) " + interval.code() + ", (long) " + number.code() + ")"
                : "Times." + operation + "Interval((long) " + interval.code() + ", " + Numbers.asDouble(number) + ")";
        return months
                ? "Integers.narrow(" + code + ", Integer.MIN_VALUE, Integer.MAX_VALUE, \"INTERVAL YEAR TO MONTH\")"
                : code;
    }
}
