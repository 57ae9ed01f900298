package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.stream.IntStream;

/** CAST, TRY_CAST, and the conversion of arguments that do not quite have the type they should. */
final class CastWriter {
    private CastWriter() {}

    static Value write(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        if (call.function() == Function.ASSIGN) {
            if (isNestedCast(value.type(), call.type()) && !value.alwaysNull()) {
                return nested(Function.ASSIGN, value, call.type(), emitter);
            }
            value = checkedLength(value, call.type(), emitter);
        }
        return call.function() == Function.TRY_CAST
                ? tryCast(value, call.type(), emitter)
                : cast(value, call.type(), emitter);
    }

    /** What is stored as text or bytes of limited length, after the check that nothing is cut off. */
    private static Value checkedLength(Value value, DataType target, Emitter emitter) {
        boolean toText = target.kind() == TypeKind.VARCHAR || target.kind() == TypeKind.CHAR;
        if (target.precision() == DataType.UNLIMITED
                || !toText && !target.kind().isBinary()
                || value.alwaysNull()) {
            return value;
        }
        DataType unlimited = DataType.of(toText ? TypeKind.VARCHAR : TypeKind.VARBINARY);
        Value whole = cast(value, unlimited, emitter);
        String method = toText ? "Slices.checkLength(" : "Slices.checkBytes(";
        return emitter.compute(
                unlimited,
                "checked",
                List.of(whole),
                name -> method + whole.code() + ", " + target.precision() + ", " + Numbers.quoted(target) + ", " + name
                        + ")");
    }

    static Value cast(Value value, DataType target, Emitter emitter) {
        if (value.alwaysNull() || value.type().kind() == TypeKind.NULL) {
            return Value.ofNull(target);
        } else if (isSame(value.type(), target)) {
            return new Value(value.code(), value.isNull(), target);
        }
        if (isNestedCast(value.type(), target)) {
            return nested(Function.CAST, value, target, emitter);
        }
        if (value.type().kind().isNested() && target.kind().isText()) {
            return nestedText(value, target, emitter);
        }
        return emitter.compute(target, "cast", List.of(value), name -> body(value, target, name, emitter));
    }

    private static boolean isNestedCast(DataType source, DataType target) {
        return source.kind().isNested()
                && source.kind() == target.kind()
                && source.children().size() == target.children().size();
    }

    private static Value nested(Function function, Value value, DataType target, Emitter emitter) {
        if (isSame(value.type(), target)) {
            return new Value(value.code(), value.isNull(), target);
        }
        KernelText kernel = emitter.kernel();
        String program = kernel.constant(Object.class, NestedCast.Program.of(function, value.type(), target));
        String cast = kernel.name("nestedCast");
        kernel.field("NestedCast", cast, "NestedCast.of(" + program + ")");
        return emitter.compute(
                target, "cast", List.of(value), name -> cast + ".apply(" + value.code() + ", " + name + ")");
    }

    /** What it is made of as text, then that together. */
    private static Value nestedText(Value value, DataType target, Emitter emitter) {
        DataType texts = value.type()
                .withChildren(value.type().children().stream()
                        .map(child -> FunctionCalls.TEXT)
                        .toList());
        Value parts = nested(Function.CAST, value, texts, emitter);
        Value text = emitter.compute(
                FunctionCalls.TEXT,
                "text",
                List.of(parts),
                name -> "ArrayFunctions.text(" + parts.code() + ", " + name + ")");
        return cast(text, target, emitter);
    }

    /** A value of a branch or argument as the type of the whole: no length is enforced, all else as {@link #cast}. */
    static Value coerce(Value value, DataType target, Emitter emitter) {
        DataType source = value.type();
        boolean sameBytes = source.kind().isText() && target.kind().isText()
                || source.kind().isBinary() && target.kind().isBinary()
                || source.kind().isTimestamp() && target.kind().isTimestamp();
        sameBytes |= isNestedCast(source, target) && sameForm(source, target);
        return sameBytes && !value.alwaysNull()
                ? new Value(value.code(), value.isNull(), target)
                : cast(value, target, emitter);
    }

    /** Whether a value of one type is one of the other without any change, through all its children. */
    static boolean sameForm(DataType source, DataType target) {
        boolean sameBytes = source.kind().isText() && target.kind().isText()
                || source.kind().isBinary() && target.kind().isBinary()
                || source.kind().isTimestamp() && target.kind().isTimestamp();
        if (!isNestedCast(source, target)) {
            return sameBytes || isSame(source, target);
        }
        for (int i = 0; i < source.children().size(); i++) {
            if (!sameForm(source.child(i), target.child(i))) {
                return false;
            }
        }
        return true;
    }

    /** Any value as text without a length. */
    static Value toText(Value value, Emitter emitter) {
        return value.isText() ? value : cast(value, DataType.of(TypeKind.VARCHAR), emitter);
    }

    private static Value tryCast(Value value, DataType target, Emitter emitter) {
        if (value.alwaysNull() || value.type().kind() == TypeKind.NULL || isSame(value.type(), target)) {
            return cast(value, target, emitter);
        }
        Value result = emitter.declare(target, "tryCast", true);
        emitter.open("if (" + (value.mayBeNull() ? "!" + value.isNull() : "true") + ") {");
        emitter.open("try {");
        emitter.assign(result, cast(Value.notNull(value.code(), value.type()), target, emitter));
        emitter.close();
        emitter.open("catch (MillraceException e) {");
        emitter.line(result.isNull() + " = true;");
        emitter.close();
        emitter.close();
        return result;
    }

    /** Whether every value of the source is a value of the target as it stands. */
    static boolean isSame(DataType source, DataType target) {
        if (source.kind() == TypeKind.JSON && target.kind() == TypeKind.VARCHAR) {
            return target.precision() == DataType.UNLIMITED;
        } else if (source.kind().isBinary() && target.kind() == TypeKind.VARBINARY) {
            return target.precision() >= source.precision();
        } else if (source.kind().isTimestamp() && target.kind().isTimestamp()) {
            return target.precision() >= source.precision();
        } else if (source.kind() != target.kind()) {
            return false;
        }
        if (target.kind().isNested()) {
            return isNestedCast(source, target)
                    && IntStream.range(0, source.children().size())
                            .allMatch(i -> isSame(source.child(i), target.child(i)));
        }
        return switch (target.kind()) {
            case CHAR, BINARY -> source.precision() == target.precision() || target.precision() == DataType.UNLIMITED;
            case VARCHAR, TIME -> target.precision() >= source.precision();
            case DECIMAL ->
                source.scale() == target.scale()
                        && source.precision() <= target.precision()
                        && source.storage() == target.storage();
            default -> true;
        };
    }

    private static String body(Value value, DataType target, String name, Emitter emitter) {
        TypeKind from = value.type().kind();
        TypeKind to = target.kind();
        if (from.isNumeric() && to.isNumeric()) {
            return Numbers.convert(value, target, name, emitter);
        } else if (to == TypeKind.JSON && from.isText()) {
            return "JsonText.check(" + value.code() + ", " + name + ")";
        } else if (to == TypeKind.JSON && !from.isExactNumeric() && from != TypeKind.BOOLEAN) {
            throw impossible(value.type(), target);
        } else if (to.isText()) {
            return toText(value, target, name, emitter);
        } else if (from.isText()) {
            return ofText(value.code(), target, name);
        } else if (from == TypeKind.BOOLEAN && to.isNumeric()) {
            String number = "(" + value.code() + " ? 1 : 0)";
            DataType integer = DataType.of(TypeKind.INTEGER);
            return Numbers.convert(Value.notNull(number, integer), target, name, emitter);
        } else if (from.isNumeric() && to == TypeKind.BOOLEAN) {
            return value.type().storage() == Storage.WIDE ? value.code() + ".signum() != 0" : value.code() + " != 0";
        } else if (value.type().storage() == Storage.BYTES && target.storage() == Storage.BYTES) {
            return binary(value, target, name);
        }
        return temporal(value, target);
    }

    private static String binary(Value value, DataType target, String name) {
        boolean uuid = target.kind() == TypeKind.UUID;
        String length = uuid ? "" : target.precision() + ", ";
        return switch (target.kind()) {
            case UUID, VARBINARY, BINARY ->
                "Casts."
                        + (uuid
                                ? "bytesToUuid"
                                : target.kind() == TypeKind.BINARY && target.precision() != DataType.UNLIMITED
                                        ? "toBinary"
                                        : "toVarbinary")
                        + "(" + value.code() + ", " + length + name + ")";
            default -> throw impossible(value.type(), target);
        };
    }

    private static String toText(Value value, DataType target, String name, Emitter emitter) {
        String code = value.code();
        DataType source = value.type();
        String text =
                switch (source.kind()) {
                    case CHAR, VARCHAR, JSON -> code;
                    case BOOLEAN -> code + " ? \"true\" : \"false\"";
                    case TINYINT, SMALLINT, INTEGER, BIGINT -> "";
                    case DECIMAL ->
                        (source.storage() == Storage.WIDE ? "Wides" : "Decimals") + ".toText(" + code + ", "
                                + source.scale() + ")";
                    case REAL -> "Doubles.realToText(" + code + ")";
                    case DOUBLE -> "Doubles.toText(" + code + ")";
                    case DATE -> "TimeText.ofDate(" + code + ")";
                    case TIME -> "TimeText.ofTime(" + code + ")";
                    case TIMESTAMP -> "TimeText.ofTimestamp(" + code + ")";
                    case TIMESTAMP_TZ -> "TimeText.ofTimestampTz(" + code + ")";
                    case INTERVAL_YEAR_MONTH -> "IntervalText.ofMonths(" + code + ")";
                    case INTERVAL_DAY_TIME -> "IntervalText.ofMicros(" + code + ")";
                    case UUID -> "Casts.uuidToText(" + code + ")";
                    case BINARY, VARBINARY -> "Casts.binaryToText(" + code + ")";
                    case ARRAY, MAP, ROW, NULL -> throw impossible(source, target);
                };
        boolean limited = target.precision() != DataType.UNLIMITED && target.kind() != TypeKind.JSON;
        if (source.kind() == TypeKind.CHAR) {
            emitter.line("Slices.withoutBlanks(" + code + ", " + name + ");");
            text = name;
        } else if (!source.kind().isText()) {
            emitter.line(
                    text.isEmpty() ? "Casts.longToText(" + code + ", " + name + ");" : name + ".set(" + text + ");");
            text = name;
        }
        if (!limited) {
            return "";
        }
        String method = target.kind() == TypeKind.CHAR ? "toChar" : "truncate";
        return "Slices." + method + "(" + text + ", " + target.precision() + ", " + name + ")";
    }

    private static String ofText(String code, DataType target, String name) {
        String type = Numbers.quoted(target);
        String decimal = "(" + code + ", " + target.precision() + ", " + target.scale() + ", " + type;
        return switch (target.kind()) {
            case BOOLEAN -> "Casts.parseBoolean(" + code + ")";
            case TINYINT, SMALLINT, INTEGER ->
                "Integers.narrow(Casts.parseLong(" + code + ", " + type + "), " + Numbers.bounds(target.kind()) + ", "
                        + type + ")";
            case BIGINT -> "Casts.parseLong(" + code + ", " + type + ")";
            case REAL -> "Casts.parseReal(" + code + ")";
            case DOUBLE -> "Casts.parseDouble(" + code + ")";
            case DECIMAL ->
                target.storage() == Storage.WIDE
                        ? "Casts.parseWide" + decimal + ", " + name + ")"
                        : "Casts.parseDecimal" + decimal + ")";
            case DATE -> "TimeText.parseDate(" + code + ")";
            case TIME -> "Times.roundTime(TimeText.parseTime(" + code + "), " + target.precision() + ")";
            case TIMESTAMP, TIMESTAMP_TZ ->
                "Times.round(TimeText.parseTimestamp(" + code + ", " + type + "), " + target.precision() + ")";
            case INTERVAL_YEAR_MONTH -> "IntervalText.parseMonths(" + code + ")";
            case INTERVAL_DAY_TIME -> "IntervalText.parseMicros(" + code + ")";
            case UUID -> "Casts.parseUuid(" + code + ", " + name + ")";
            case VARBINARY -> "Casts.parseBinary(" + code + ", " + target.precision() + ", false, " + name + ")";
            case BINARY -> "Casts.parseBinary(" + code + ", " + target.precision() + ", true, " + name + ")";
            case ARRAY, MAP, ROW, CHAR, VARCHAR, JSON, NULL -> throw impossible(DataType.of(TypeKind.VARCHAR), target);
        };
    }

    private static String temporal(Value value, DataType target) {
        TypeKind from = value.type().kind();
        TypeKind to = target.kind();
        String code = value.code();
        if (from == TypeKind.DATE && to.isTimestamp()) {
            return "Times.microsOfDate(" + code + ")";
        } else if (from.isTimestamp() && to == TypeKind.DATE) {
            return "Times.dateOfMicros(" + code + ")";
        } else if (from.isTimestamp() && to == TypeKind.TIME) {
            return "Times.roundTime(Times.timeOfMicros(" + code + "), " + target.precision() + ")";
        } else if (from.isTimestamp() && to.isTimestamp()) {
            return "Times.round(" + code + ", " + target.precision() + ")";
        } else if (from == TypeKind.TIME && to == TypeKind.TIME) {
            return "Times.roundTime(" + code + ", " + target.precision() + ")";
        } else if (from == TypeKind.TIME && to == TypeKind.INTERVAL_DAY_TIME) {
            return code;
        } else if (from == TypeKind.INTERVAL_DAY_TIME && to == TypeKind.TIME) {
            return "Times.roundTime(Times.timeOfMicros(" + code + "), " + target.precision() + ")";
        }
        throw impossible(value.type(), target);
    }

    private static MillraceException impossible(DataType source, DataType target) {
        return new MillraceException(
                SqlState.DATATYPE_MISMATCH, "cannot cast " + source.sqlName() + " to " + target.sqlName());
    }
}
