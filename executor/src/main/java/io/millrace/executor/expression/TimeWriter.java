package io.millrace.executor.expression;

import io.millrace.executor.expression.function.Times;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Functions of dates, times and timestamps. Units are constants, so that each gets the arithmetic it needs and no more. */
final class TimeWriter {
    private static final DataType BIGINT = FunctionCalls.BIGINT;
    private static final DataType DATE = DataType.of(TypeKind.DATE);
    private static final DataType TIMESTAMP = DataType.of(TypeKind.TIMESTAMP);
    private static final String DAY = Times.DAY + "L";

    private TimeWriter() {}

    static Value write(Call call, Emitter emitter) {
        return switch (call.function()) {
            case EXTRACT -> writeExtract(call, emitter);
            case FLOOR_TO, CEIL_TO -> writeFloor(call, emitter);
            case TIMESTAMP_DIFF -> writeDifference(call, emitter);
            case AT_TIME_ZONE -> writeZone(call, emitter);
            case TO_CHAR -> writeToChar(call, emitter);
            case TO_TIMESTAMP -> writeToTimestamp(call, emitter);
            case TO_DATE -> {
                String format = emitter.kernel().scratch("TimeFormat", "format");
                yield FunctionCalls.write(call, emitter, format + ".parseDate", "TT", DATE);
            }
            case MAKE_DATE -> FunctionCalls.write(call, emitter, "Times.makeDate", "LLL", DATE);
            case MAKE_TIME ->
                FunctionCalls.write(call, emitter, "TimeUnits.makeTime", "LLD", DataType.of(TypeKind.TIME));
            case MAKE_TIMESTAMP -> FunctionCalls.write(call, emitter, "TimeUnits.makeTimestamp", "LLLLLD", TIMESTAMP);
            case DATE_BIN -> FunctionCalls.write(call, emitter, "TimeUnits.bin", "XXX", call.type());
            case LAST_DAY -> {
                Value date = CastWriter.coerce(emitter.write(call.argument(0)), DATE, emitter);
                yield FunctionCalls.write(call, List.of(date), emitter, "Times.lastDay", DATE);
            }
            case AGE -> FunctionCalls.write(call, emitter, "TimeAge.text", "XX", FunctionCalls.TEXT);
            case EPOCH_TIME -> Value.notNull(emitter.kernel().epochTime(), call.type());
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    /** The constant unit at a position of a call. */
    private static String unit(Call call, int index) {
        Expression unit = call.argument(index);
        if (unit instanceof Literal literal && !literal.holdsNull()) {
            return literal.text();
        }
        throw MillraceException.notSupported(call.function() + " with a unit that is not a constant");
    }

    private static MillraceException unknownUnit(Call call, String unit, DataType type) {
        return new MillraceException(
                SqlState.INVALID_PARAMETER, call.function() + " knows no unit " + unit + " of a " + type.sqlName());
    }

    private static Value writeExtract(Call call, Emitter emitter) {
        String unit = unit(call, 0);
        Value value = emitter.write(call.argument(1));
        if (value.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        String code =
                switch (value.type().kind()) {
                    case DATE ->
                        unit.equals("EPOCH")
                                ? value.code() + " * 86400L"
                                : datePart(call, unit, "(long) " + value.code(), value.type());
                    case TIMESTAMP, TIMESTAMP_TZ ->
                        unit.equals("EPOCH")
                                ? "Math.floorDiv(" + value.code() + ", 1000000L)"
                                : isTimeUnit(unit)
                                        ? timePart(
                                                call,
                                                unit,
                                                "Math.floorMod(" + value.code() + ", " + DAY + ")",
                                                value.type())
                                        : datePart(
                                                call,
                                                unit,
                                                "Math.floorDiv(" + value.code() + ", " + DAY + ")",
                                                value.type());
                    case TIME -> timePart(call, unit, value.code(), value.type());
                    case INTERVAL_YEAR_MONTH -> monthsPart(call, unit, value);
                    case INTERVAL_DAY_TIME ->
                        unit.equals("DAY")
                                ? value.code() + " / " + DAY
                                : timePart(call, unit, "(" + value.code() + " % " + DAY + ")", value.type());
                    default -> throw ArithmeticWriter.unsuited(call, value.type());
                };
        boolean wholeInterval = unit.equals("EPOCH") && value.type().kind() == TypeKind.INTERVAL_DAY_TIME;
        String part = wholeInterval ? value.code() + " / 1000000L" : code;
        Value result = emitter.compute(BIGINT, "extract", List.of(value), name -> part);
        return CastWriter.coerce(result, call.type(), emitter);
    }

    private static boolean isTimeUnit(String unit) {
        return switch (unit) {
            case "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND" -> true;
            default -> false;
        };
    }

    private static String datePart(Call call, String unit, String days, DataType type) {
        return switch (unit) {
            case "YEAR" -> "Times.year(" + days + ")";
            case "QUARTER" -> "(Times.month(" + days + ") + 2) / 3";
            case "MONTH" -> "Times.month(" + days + ")";
            case "DAY" -> "Times.dayOfMonth(" + days + ")";
            case "DOW" -> "Times.isoDayOfWeek(" + days + ") % 7";
            case "ISODOW" -> "Times.isoDayOfWeek(" + days + ")";
            case "DOY" -> "TimeUnits.dayOfYear(" + days + ")";
            case "WEEK" -> "TimeUnits.isoWeek(" + days + ")";
            case "ISOYEAR" -> "TimeUnits.isoYear(" + days + ")";
            case "DECADE" -> "Math.floorDiv(Times.year(" + days + "), 10L)";
            case "CENTURY" -> "TimeUnits.century(" + days + ")";
            case "MILLENNIUM" -> "TimeUnits.millennium(" + days + ")";
            case "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND" -> "0L";
            default -> throw unknownUnit(call, unit, type);
        };
    }

    private static String timePart(Call call, String unit, String micros, DataType type) {
        return switch (unit) {
            case "HOUR" -> micros + " / " + Times.HOUR + "L";
            case "MINUTE" -> micros + " / " + Times.MINUTE + "L % 60L";
            case "SECOND" -> micros + " / " + Times.SECOND + "L % 60L";
            case "MILLISECOND" -> micros + " % " + Times.MINUTE + "L / 1000L";
            case "MICROSECOND" -> micros + " % " + Times.MINUTE + "L";
            case "NANOSECOND" -> micros + " % " + Times.MINUTE + "L * 1000L";
            case "EPOCH" -> micros + " / " + Times.SECOND + "L";
            default -> throw unknownUnit(call, unit, type);
        };
    }

    private static String monthsPart(Call call, String unit, Value value) {
        String months = value.code();
        return switch (unit) {
            case "YEAR" -> months + " / 12";
            case "QUARTER" -> months + " % 12 / 3 + 1";
            case "MONTH" -> months + " % 12";
            case "DECADE" -> months + " / 120";
            case "CENTURY" -> months + " / 1200";
            case "MILLENNIUM" -> months + " / 12000";
            case "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND" -> "0L";
            // As in PostgreSQL: years of 365.25 days, months of 30.
            case "EPOCH" -> months + " / 12 * 31557600L + " + months + " % 12 * 2592000L";
            default -> throw unknownUnit(call, unit, value.type());
        };
    }

    /** Microseconds of a unit that always has as many; 0 for others. */
    private static long microsOf(String unit) {
        return switch (unit) {
            case "MICROSECOND" -> 1;
            case "MILLISECOND" -> 1_000;
            case "SECOND" -> Times.SECOND;
            case "MINUTE" -> Times.MINUTE;
            case "HOUR" -> Times.HOUR;
            case "DAY" -> Times.DAY;
            case "WEEK" -> 7 * Times.DAY;
            default -> 0;
        };
    }

    /** Months of a unit that has some; 0 for others. */
    private static int monthsOf(String unit) {
        return switch (unit) {
            case "MONTH" -> 1;
            case "QUARTER" -> 3;
            case "YEAR" -> 12;
            case "DECADE" -> 120;
            case "CENTURY" -> 1_200;
            case "MILLENNIUM" -> 12_000;
            default -> 0;
        };
    }

    private static Value writeFloor(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        String unit = unit(call, 1);
        if (value.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        boolean floor = call.function() == Function.FLOOR_TO;
        DataType type = value.type();
        long micros = microsOf(unit);
        int months = monthsOf(unit);
        if (micros == 0 && months == 0 || type.kind() == TypeKind.TIME && (months > 0 || micros > Times.HOUR)) {
            throw unknownUnit(call, unit, type);
        }
        boolean date = type.kind() == TypeKind.DATE;
        String code;
        if (date && months == 0 && micros <= Times.DAY) {
            code = value.code();
        } else if (months > 0) {
            code = "TimeUnits." + (floor ? "floor" : "ceil") + (date ? "DateTo" : "To") + "Months(" + value.code()
                    + ", " + months + ")";
        } else if (unit.equals("WEEK")) {
            code = "TimeUnits." + (floor ? "floor" : "ceil") + (date ? "DateToWeek(" : "ToWeek(") + value.code() + ")";
        } else if (floor) {
            code = "TimeUnits.floor(" + value.code() + ", " + micros + "L)";
        } else {
            code = "TimeUnits.ceil(" + value.code() + ", " + micros + "L)";
            code = type.kind() == TypeKind.TIME ? "Times.timeOfMicros(" + code + ")" : code;
        }
        if (!date && !type.kind().isTimestamp() && type.kind() != TypeKind.TIME) {
            throw ArithmeticWriter.unsuited(call, type);
        }
        String floored = code;
        Value result = emitter.compute(type, CallWriter.baseName(call), List.of(value), name -> floored);
        return CastWriter.coerce(result, call.type(), emitter);
    }

    private static Value writeDifference(Call call, Emitter emitter) {
        String unit = unit(call, 0);
        List<Value> values = new ArrayList<>();
        for (int i = 1; i < 3; i++) {
            Value value = emitter.write(call.argument(i));
            values.add(value.type().kind() == TypeKind.DATE ? CastWriter.coerce(value, TIMESTAMP, emitter) : value);
        }
        long micros = microsOf(unit);
        int months = monthsOf(unit);
        if (micros == 0 && months == 0) {
            throw unknownUnit(call, unit, values.get(0).type());
        }
        String from = values.get(0).code();
        String to = values.get(1).code();
        String code = months > 0
                ? "Times.monthsBetween(" + from + ", " + to + ") / " + months
                : "Integers.subtract(" + to + ", " + from + ") / " + micros + "L";
        Value result = emitter.compute(BIGINT, "difference", values, name -> code);
        return CastWriter.coerce(result, call.type(), emitter);
    }

    private static Value writeZone(Call call, Emitter emitter) {
        List<Value> arguments = FunctionCalls.arguments(call, emitter, "XT");
        DataType type = arguments.get(0).type();
        if (!type.kind().isTimestamp() && !arguments.get(0).alwaysNull()) {
            throw ArithmeticWriter.unsuited(call, type);
        }
        String zone = emitter.kernel().scratch("ZoneShift", "zone");
        boolean toLocal = type.kind() == TypeKind.TIMESTAMP_TZ;
        String method = toLocal ? ".toLocal" : ".toInstant";
        DataType computed = DataType.of(toLocal ? TypeKind.TIMESTAMP : TypeKind.TIMESTAMP_TZ);
        return FunctionCalls.write(call, arguments, emitter, zone + method, computed);
    }

    private static Value writeToChar(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        Value pattern = CastWriter.toText(emitter.write(call.argument(1)), emitter);
        DataType type = value.type();
        if (value.alwaysNull()) {
            return Value.ofNull(call.type());
        } else if (type.kind().isNumeric()) {
            String format = emitter.kernel().scratch("NumberFormat", "format");
            Value text = CastWriter.toText(
                    type.kind().isApproximateNumeric() ? CastWriter.cast(value, FunctionCalls.DOUBLE, emitter) : value,
                    emitter);
            return FunctionCalls.write(call, List.of(text, pattern), emitter, format + ".format", FunctionCalls.TEXT);
        }
        String format = emitter.kernel().scratch("TimeFormat", "format");
        String method =
                switch (type.kind()) {
                    case DATE, TIMESTAMP -> ".format";
                    case TIMESTAMP_TZ -> ".formatInstant";
                    case TIME, INTERVAL_DAY_TIME -> ".formatTime";
                    default -> throw ArithmeticWriter.unsuited(call, type);
                };
        Value micros = type.kind() == TypeKind.DATE ? CastWriter.coerce(value, TIMESTAMP, emitter) : value;
        return FunctionCalls.write(call, List.of(micros, pattern), emitter, format + method, FunctionCalls.TEXT);
    }

    private static Value writeToTimestamp(Call call, Emitter emitter) {
        DataType type = call.type();
        if (call.arguments().size() == 1) {
            return FunctionCalls.write(call, emitter, "TimeUnits.ofSeconds", "D", type);
        }
        String format = emitter.kernel().scratch("TimeFormat", "format");
        return FunctionCalls.write(call, emitter, format + ".parseTimestamp", "TT", type);
    }
}
