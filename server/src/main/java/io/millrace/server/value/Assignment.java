package io.millrace.server.value;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowValue;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores values in a column, by the rules of assignment: numbers change their type if they fit ({@code 22003}),
 * a text must not be longer than its column ({@code 22001}), anything becomes text, text becomes nothing else.
 *
 * @param what is assigned to, for messages
 */
public record Assignment(String what, DataType target) {

    public static Assignment toColumn(String table, String column, DataType target) {
        return new Assignment("column \"" + column + "\" of \"" + table + "\"", target);
    }

    /** @param number from 1 */
    public static Assignment toParameter(int number, DataType target) {
        return new Assignment("parameter " + number, target);
    }

    /** @throws MillraceException 42804 if no value of the type could be assigned */
    public void check(DataType source) {
        TypeKind from = source.kind();
        TypeKind to = target.kind();
        boolean suits = from == to
                || from == TypeKind.NULL
                || from.isNumeric() && to.isNumeric()
                || to == TypeKind.CHAR
                || to == TypeKind.VARCHAR
                || from.isText() && to == TypeKind.JSON
                || from.isBinary() && to.isBinary()
                || (from == TypeKind.DATE || from.isTimestamp()) && (to == TypeKind.DATE || to.isTimestamp());
        if (!suits) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    what + " is of type " + target.sqlName() + ", the value assigned to it of type " + source.sqlName()
                            + "; a CAST would convert it");
        }
    }

    /** Whether values of the source type are stored as they are. */
    public boolean isDirect(DataType source) {
        if (source.kind() != target.kind()) {
            return false;
        }
        return switch (target.kind()) {
            case DECIMAL ->
                source.scale() == target.scale()
                        && source.precision() <= target.precision()
                        && source.storage() == target.storage();
            case VARCHAR, VARBINARY -> source.precision() <= target.precision();
            case CHAR, BINARY, TIME, TIMESTAMP, TIMESTAMP_TZ -> source.precision() == target.precision();
            case ARRAY, MAP, ROW -> source.sqlName().equals(target.sqlName());
            default -> true;
        };
    }

    /** Appends a value of a column (physical row) of a type that {@link #check} let pass. */
    public void append(ColumnBuilder builder, Column values, int row, DataType source) {
        if (isDirect(source)) {
            builder.appendFrom(values, row);
        } else {
            append(builder, JavaValues.read(values, row, source));
        }
    }

    /** Appends a Java value: a parameter or constant; here text is parsed. */
    public void append(ColumnBuilder builder, @Nullable Object value) {
        try {
            JavaValues.append(builder, target, value == null ? null : converted(value));
        } catch (MillraceException e) {
            throw new MillraceException(e.sqlState(), what + ": " + e.getMessage(), e);
        }
    }

    private Object converted(Object value) {
        return switch (target.kind()) {
            case CHAR, VARCHAR -> sized(value instanceof String text ? text : ValueText.of(value));
            case BINARY, VARBINARY -> value instanceof byte[] bytes ? sized(bytes) : parsed(value);
            case DATE -> date(parsed(value));
            case TIMESTAMP -> fraction(timestamp(parsed(value)));
            case TIMESTAMP_TZ -> instant(parsed(value));
            case ARRAY, MAP, ROW -> nested(value);
            default -> parsed(value);
        };
    }

    private Object nested(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
            map.forEach((key, mapped) -> converted.put(inside(0, key), inside(1, mapped)));
            return converted;
        }
        List<?> values = value instanceof RowValue row ? row.values() : value instanceof List<?> list ? list : null;
        if (values == null
                || target.kind() == TypeKind.ROW
                        && values.size() != target.children().size()) {
            return value;
        }
        List<@Nullable Object> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add(inside(target.kind() == TypeKind.ROW ? i : 0, values.get(i)));
        }
        return converted;
    }

    private @Nullable Object inside(int child, @Nullable Object value) {
        return value == null ? null : new Assignment(what, target.child(child)).converted(value);
    }

    private Object parsed(Object value) {
        return value instanceof String text ? ValueParser.parse(text, target) : value;
    }

    private static Object date(Object value) {
        if (value instanceof LocalDateTime timestamp) {
            return timestamp.toLocalDate();
        }
        return value instanceof OffsetDateTime timestamp
                ? timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
                : value;
    }

    private static Object timestamp(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return value instanceof OffsetDateTime timestamp
                ? timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : value;
    }

    private static Object instant(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        return value instanceof LocalDateTime timestamp ? timestamp.atOffset(ZoneOffset.UTC) : value;
    }

    /** A timestamp with no more digits than its column keeps. */
    private Object fraction(Object value) {
        if (!(value instanceof LocalDateTime timestamp) || target.precision() >= 9) {
            return value;
        }
        int unit = 1;
        for (int digit = target.precision(); digit < 9; digit++) {
            unit *= 10;
        }
        return timestamp.withNano(timestamp.getNano() / unit * unit);
    }

    private String sized(String text) {
        int length = text.codePointCount(0, text.length());
        int limit = target.precision();
        if (length > limit) {
            int end = text.offsetByCodePoints(0, limit);
            if (!text.substring(end).isBlank()) {
                throw tooLong(length + " characters");
            }
            return text.substring(0, end);
        }
        return target.kind() == TypeKind.CHAR && limit != DataType.UNLIMITED ? text + " ".repeat(limit - length) : text;
    }

    private byte[] sized(byte[] bytes) {
        if (bytes.length > target.precision()) {
            throw tooLong(bytes.length + " bytes");
        }
        return bytes;
    }

    private MillraceException tooLong(String found) {
        return new MillraceException(
                SqlState.STRING_TOO_LONG, "a value of " + found + " is too long for " + target.sqlName());
    }
}
