package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.ArrayList;
import java.util.List;

/** FLOOR, CEIL, ROUND, TRUNCATE and the functions of doubles. */
final class MathWriter {
    private MathWriter() {}

    /** A function of doubles that is one method. */
    static Value write(Call call, Emitter emitter) {
        String method =
                switch (call.function()) {
                    case SQRT -> "Doubles.sqrt";
                    case CBRT -> "Math.cbrt";
                    case POWER -> "Doubles.power";
                    case EXP -> "Doubles.exp";
                    case LN -> "Doubles.ln";
                    case LOG10 -> "Doubles.log10";
                    case LOG2 -> "Doubles.log2";
                    case LOG -> "Doubles.log";
                    case SIN -> "Math.sin";
                    case COS -> "Math.cos";
                    case TAN -> "Math.tan";
                    case COT -> "Doubles.cot";
                    case ASIN -> "Doubles.asin";
                    case ACOS -> "Doubles.acos";
                    case ATAN -> "Math.atan";
                    case ATAN2 -> "Math.atan2";
                    case SINH -> "Doubles.sinh";
                    case COSH -> "Doubles.cosh";
                    case TANH -> "Math.tanh";
                    case DEGREES -> "Math.toDegrees";
                    case RADIANS -> "Math.toRadians";
                    case SEC -> "Trigonometry.sec";
                    case CSC -> "Trigonometry.csc";
                    case ASINH -> "Trigonometry.asinh";
                    case ACOSH -> "Trigonometry.acosh";
                    case ATANH -> "Trigonometry.atanh";
                    case COTH -> "Trigonometry.coth";
                    case SECH -> "Trigonometry.sech";
                    case CSCH -> "Trigonometry.csch";
                    case SIND -> "Trigonometry.sind";
                    case COSD -> "Trigonometry.cosd";
                    case TAND -> "Trigonometry.tand";
                    case ASIND -> "Trigonometry.asind";
                    case ACOSD -> "Trigonometry.acosd";
                    case ATAND -> "Trigonometry.atand";
                    default ->
                        throw new IllegalArgumentException(call.function().name());
                };
        return FunctionCalls.write(call, emitter, method, "DD", FunctionCalls.DOUBLE);
    }

    /** Functions of whole numbers, and WIDTH_BUCKET of numbers of one kind. */
    static Value writeWhole(Call call, Emitter emitter) {
        return switch (call.function()) {
            case GREATEST_COMMON_DIVISOR ->
                FunctionCalls.write(call, emitter, "WholeNumbers.greatestCommonDivisor", "LL", FunctionCalls.BIGINT);
            case LEAST_COMMON_MULTIPLE ->
                FunctionCalls.write(call, emitter, "WholeNumbers.leastCommonMultiple", "LL", FunctionCalls.BIGINT);
            case FACTORIAL ->
                FunctionCalls.write(
                        call,
                        emitter,
                        "WholeNumbers.factorial",
                        "L",
                        DataType.decimal(DataType.DECIMAL_PRECISION_MAX, 0));
            default -> {
                boolean approximate = call.argument(0).type().kind().isApproximateNumeric();
                yield FunctionCalls.write(
                        call, emitter, "WholeNumbers.bucket", approximate ? "DDDI" : "TTTI", FunctionCalls.INTEGER);
            }
        };
    }

    /** FLOOR, CEIL, ROUND and TRUNCATE of any number. */
    static Value writeRounding(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        DataType type = value.type();
        if (value.alwaysNull()) {
            return Value.ofNull(call.type());
        } else if (!type.kind().isNumeric()) {
            throw ArithmeticWriter.unsuited(call, type);
        }
        List<Value> arguments = new ArrayList<>(List.of(value));
        if (call.arguments().size() > 1) {
            arguments.add(CastWriter.coerce(emitter.write(call.argument(1)), FunctionCalls.INTEGER, emitter));
        }
        if (type.storage() == Storage.DOUBLE) {
            Value rounded = FunctionCalls.write(
                    Call.of(call.function(), FunctionCalls.DOUBLE),
                    arguments,
                    emitter,
                    doubles(call),
                    FunctionCalls.DOUBLE);
            return CastWriter.coerce(rounded, call.type(), emitter);
        } else if (type.scale() == 0 && arguments.size() == 1) {
            return CastWriter.coerce(value, call.type(), emitter);
        }
        DataType computed = call.type().kind().isExactNumeric()
                ? call.type()
                : DataType.decimal(DataType.DECIMAL_PRECISION_MAX, type.scale());
        Value rounded = emitter.compute(
                computed,
                CallWriter.baseName(call),
                arguments,
                name -> Numbers.fit(exact(call, arguments, emitter), computed, name, emitter));
        return CastWriter.coerce(rounded, call.type(), emitter);
    }

    private static String doubles(Call call) {
        return switch (call.function()) {
            case FLOOR -> "Math.floor";
            case CEIL -> "Math.ceil";
            case ROUND -> "Doubles.round";
            default -> "Doubles.truncate";
        };
    }

    /** The rounded number: of scale 0, or of its own scale if digits are given. */
    private static Exact exact(Call call, List<Value> arguments, Emitter emitter) {
        Value value = arguments.get(0);
        int scale = value.type().scale();
        boolean wide = value.type().storage() == Storage.WIDE;
        boolean hasDigits = arguments.size() > 1;
        Function function = call.function();
        String method =
                switch (function) {
                    case FLOOR -> "floor";
                    case CEIL -> "ceil";
                    case ROUND -> hasDigits ? "round" : "scaleDown";
                    default -> hasDigits ? "truncateAt" : "truncate";
                };
        int digits = Exact.digits(value.type()) + 1;
        String list = value.code() + ", " + scale
                + (hasDigits ? ", " + arguments.get(1).code() : "");
        if (!wide) {
            return new Exact("Decimals." + method + "(" + list + ")", digits, hasDigits ? scale : 0, Storage.LONG);
        }
        String name = emitter.kernel().scratch("Wide", "rounded");
        emitter.line("Wides." + method + "(" + list + ", " + name + ");");
        return new Exact(name, digits, hasDigits ? scale : 0, Storage.WIDE);
    }
}
