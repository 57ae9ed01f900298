package io.millrace.spi.batch;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of columns as Java objects and back, for clients, parameters and messages. Never on the way of a row through an
 * operator.
 *
 * <p>The objects: Boolean, Byte, Short, Integer, Long, Float, Double, BigDecimal, String (CHAR, VARCHAR, JSON), byte[],
 * LocalDate, LocalTime, LocalDateTime, OffsetDateTime (in UTC), UUID; intervals as Integer months and Long microseconds; List
 * (ARRAY), Map (MAP) and {@link RowValue} (ROW) of these.
 */
public final class JavaValues {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final BigInteger WIDE_MAX = BigInteger.TEN.pow(DataType.DECIMAL_PRECISION_MAX);

    private JavaValues() {}

    /** The value of a physical row, null for NULL. */
    public static @Nullable Object read(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> ((IntColumn) column).values()[row] != 0;
            case TINYINT -> (byte) ((IntColumn) column).values()[row];
            case SMALLINT -> (short) ((IntColumn) column).values()[row];
            case INTEGER, INTERVAL_YEAR_MONTH -> ((IntColumn) column).values()[row];
            case DATE -> LocalDate.ofEpochDay(((IntColumn) column).values()[row]);
            case BIGINT, INTERVAL_DAY_TIME -> ((LongColumn) column).values()[row];
            case TIME -> LocalTime.ofNanoOfDay(((LongColumn) column).values()[row] * 1_000);
            case TIMESTAMP -> timestamp(((LongColumn) column).values()[row]);
            case TIMESTAMP_TZ -> timestamp(((LongColumn) column).values()[row]).atOffset(ZoneOffset.UTC);
            case REAL -> (float) ((DoubleColumn) column).values()[row];
            case DOUBLE -> ((DoubleColumn) column).values()[row];
            case DECIMAL -> decimal(column, row, type);
            case CHAR, VARCHAR, JSON -> {
                BytesColumn bytes = (BytesColumn) column;
                yield new String(bytes.data(), bytes.start(row), bytes.length(row), StandardCharsets.UTF_8);
            }
            case BINARY, VARBINARY -> ((BytesColumn) column).bytes(row);
            case UUID -> uuid(((BytesColumn) column).bytes(row));
            case ARRAY -> list((NestedColumn) column, row, type);
            case ROW ->
                new RowValue(
                        type.children().stream().map(Field::name).toList(), list((NestedColumn) column, row, type));
            case MAP -> map((NestedColumn) column, row, type);
            case NULL -> null;
        };
    }

    private static List<@Nullable Object> list(NestedColumn column, int row, DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int position = column.start(row); position < column.end(row); position++) {
            for (int child = 0; child < column.childCount(); child++) {
                values.add(read(column.child(child), position, type.child(child)));
            }
        }
        return values;
    }

    private static Map<Object, @Nullable Object> map(NestedColumn column, int row, DataType type) {
        Map<Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int position = column.start(row); position < column.end(row); position++) {
            Object key = read(column.child(0), position, type.child(0));
            if (key != null) {
                values.put(key, read(column.child(1), position, type.child(1)));
            }
        }
        return values;
    }

    private static void appendNested(ColumnBuilder.OfNested builder, DataType type, Object given) {
        Object value = given instanceof RowValue row ? row.values() : given;
        if (type.kind() == TypeKind.MAP && value instanceof Map<?, ?> map) {
            map.forEach((key, mapped) -> {
                append(builder.child(0), type.child(0), key);
                append(builder.child(1), type.child(1), mapped);
            });
        } else if (type.kind() == TypeKind.ARRAY && value instanceof List<?> list) {
            list.forEach(element -> append(builder.child(0), type.child(0), element));
        } else if (type.kind() == TypeKind.ROW
                && value instanceof List<?> list
                && list.size() == type.children().size()) {
            for (int i = 0; i < list.size(); i++) {
                append(builder.child(i), type.child(i), list.get(i));
            }
        } else {
            mismatch(value, type);
        }
        builder.endValue();
    }

    /**
     * Appends an object to a column of that type. Numbers are converted between their classes if nothing is lost but
     * digits after the scale (rounded half up).
     *
     * @throws MillraceException 22003 if a number does not fit, 42804 if the class does not suit the type
     */
    public static void append(ColumnBuilder builder, DataType type, @Nullable Object value) {
        if (value == null) {
            builder.appendNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> ints(builder).append(value instanceof Boolean b ? (b ? 1 : 0) : mismatch(value, type));
            case TINYINT -> ints(builder).append((int) integral(value, type, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case SMALLINT -> ints(builder).append((int) integral(value, type, Short.MIN_VALUE, Short.MAX_VALUE));
            case INTEGER, INTERVAL_YEAR_MONTH ->
                ints(builder).append((int) integral(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case BIGINT, INTERVAL_DAY_TIME ->
                longs(builder).append(integral(value, type, Long.MIN_VALUE, Long.MAX_VALUE));
            case DATE ->
                ints(builder).append(value instanceof LocalDate date ? (int) date.toEpochDay() : mismatch(value, type));
            case TIME ->
                longs(builder)
                        .append(value instanceof LocalTime time ? time.toNanoOfDay() / 1_000 : mismatch(value, type));
            case TIMESTAMP, TIMESTAMP_TZ -> longs(builder).append(micros(value, type));
            case REAL -> doubles(builder).append(value instanceof Number n ? n.floatValue() : mismatch(value, type));
            case DOUBLE -> doubles(builder).append(value instanceof Number n ? n.doubleValue() : mismatch(value, type));
            case DECIMAL -> appendDecimal(builder, type, value);
            case CHAR, VARCHAR, JSON -> bytes(builder).append(value.toString().getBytes(StandardCharsets.UTF_8));
            case BINARY, VARBINARY -> {
                if (!(value instanceof byte[] array)) {
                    mismatch(value, type);
                    return;
                }
                bytes(builder).append(array);
            }
            case UUID -> bytes(builder).append(uuidBytes(value, type));
            case ARRAY, MAP, ROW -> appendNested((ColumnBuilder.OfNested) builder, type, value);
            case NULL -> builder.appendNull();
        }
    }

    /** Microseconds since 1970-01-01 of a date and time. */
    public static long micros(LocalDateTime dateTime) {
        return Math.addExact(
                Math.multiplyExact(dateTime.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
                dateTime.getNano() / 1_000);
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000);
    }

    /** The date and time that many microseconds after 1970-01-01. */
    public static LocalDateTime timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
                ZoneOffset.UTC);
    }

    private static BigDecimal decimal(Column column, int row, DataType type) {
        return type.storage() == Storage.LONG
                ? BigDecimal.valueOf(((LongColumn) column).values()[row], type.scale())
                : new BigDecimal(((WideColumn) column).unscaled(row), type.scale());
    }

    private static void appendDecimal(ColumnBuilder builder, DataType type, Object value) {
        BigDecimal decimal = toBigDecimal(value, type).setScale(type.scale(), RoundingMode.HALF_UP);
        if (decimal.precision() > type.precision()) {
            throw outOfRange(value, type);
        }
        BigInteger unscaled = decimal.unscaledValue();
        if (type.storage() == Storage.LONG) {
            longs(builder).append(unscaled.longValueExact());
        } else {
            appendWide((ColumnBuilder.OfWide) builder, unscaled);
        }
    }

    /** Appends an unscaled value of at most 38 digits. */
    public static void appendWide(ColumnBuilder.OfWide builder, BigInteger unscaled) {
        if (unscaled.abs().compareTo(WIDE_MAX) >= 0) {
            throw new MillraceException(SqlState.NUMBER_OUT_OF_RANGE, unscaled + " has more than 38 digits");
        }
        builder.append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
    }

    private static BigDecimal toBigDecimal(Object value, DataType type) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        } else if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw outOfRange(value, type);
            }
            return new BigDecimal(value.toString());
        } else if (value instanceof Number number) {
            return BigDecimal.valueOf(number.longValue());
        }
        mismatch(value, type);
        return BigDecimal.ZERO;
    }

    private static long integral(Object value, DataType type, long min, long max) {
        BigDecimal rounded = toBigDecimal(value, type).setScale(0, RoundingMode.HALF_UP);
        if (rounded.compareTo(BigDecimal.valueOf(min)) < 0 || rounded.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw outOfRange(value, type);
        }
        return rounded.longValueExact();
    }

    private static long micros(Object value, DataType type) {
        if (value instanceof LocalDateTime dateTime) {
            return micros(dateTime);
        } else if (value instanceof OffsetDateTime dateTime) {
            return micros(dateTime.toInstant());
        } else if (value instanceof Instant instant) {
            return micros(instant);
        }
        return mismatch(value, type);
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static byte[] uuidBytes(Object value, DataType type) {
        if (!(value instanceof UUID uuid)) {
            mismatch(value, type);
            return new byte[0];
        }
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static ColumnBuilder.OfInt ints(ColumnBuilder builder) {
        return (ColumnBuilder.OfInt) builder;
    }

    private static ColumnBuilder.OfLong longs(ColumnBuilder builder) {
        return (ColumnBuilder.OfLong) builder;
    }

    private static ColumnBuilder.OfDouble doubles(ColumnBuilder builder) {
        return (ColumnBuilder.OfDouble) builder;
    }

    private static ColumnBuilder.OfBytes bytes(ColumnBuilder builder) {
        return (ColumnBuilder.OfBytes) builder;
    }

    private static MillraceException outOfRange(Object value, DataType type) {
        return new MillraceException(
                SqlState.NUMBER_OUT_OF_RANGE, "value " + value + " is out of range for " + type.sqlName());
    }

    private static int mismatch(Object value, DataType type) {
        throw new MillraceException(
                SqlState.DATATYPE_MISMATCH, described(value) + " does not suit type " + type.sqlName());
    }

    private static String described(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return "the value " + value;
        }
        return value instanceof CharSequence
                ? "a text"
                : "a value of Java class " + value.getClass().getSimpleName();
    }
}
