package io.millrace.jdbc.link;

import io.millrace.jdbc.value.StructValue;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a type look in JSON, so that nothing is lost: times are whole microseconds, NaN, the infinities and
 * -0.0 are strings, decimals are strings with their scale, bytes are base 64, what is nested is made of {@link WireValue}s.
 */
public enum WireType {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE,
    DECIMAL,
    STRING,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_TZ,
    UUID,
    LIST,
    MAP,
    STRUCT;

    /** The wire type of a column, by its code of {@link Types} and its SQL name. */
    public static WireType of(int jdbcType, String typeName) {
        return switch (jdbcType) {
            case Types.BOOLEAN, Types.BIT -> BOOLEAN;
            case Types.TINYINT -> TINYINT;
            case Types.SMALLINT -> SMALLINT;
            case Types.INTEGER -> INTEGER;
            case Types.BIGINT -> BIGINT;
            case Types.REAL -> REAL;
            case Types.FLOAT, Types.DOUBLE -> DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> BYTES;
            case Types.DATE -> DATE;
            case Types.TIME -> TIME;
            case Types.TIMESTAMP -> TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMP_TZ;
            case Types.ARRAY -> LIST;
            case Types.STRUCT -> STRUCT;
            case Types.JAVA_OBJECT -> MAP;
            default -> typeName.equals("UUID") ? UUID : STRING;
        };
    }

    /** The wire type a value says of itself. */
    static WireType of(Object value) {
        if (value instanceof Boolean) {
            return BOOLEAN;
        } else if (value instanceof Byte) {
            return TINYINT;
        } else if (value instanceof Short) {
            return SMALLINT;
        } else if (value instanceof Integer) {
            return INTEGER;
        } else if (value instanceof Long) {
            return BIGINT;
        } else if (value instanceof Float) {
            return REAL;
        } else if (value instanceof Double) {
            return DOUBLE;
        } else if (value instanceof Number) {
            return DECIMAL;
        } else if (value instanceof byte[]) {
            return BYTES;
        } else if (value instanceof LocalDate) {
            return DATE;
        } else if (value instanceof LocalTime) {
            return TIME;
        } else if (value instanceof LocalDateTime) {
            return TIMESTAMP;
        } else if (value instanceof OffsetDateTime || value instanceof Instant) {
            return TIMESTAMP_TZ;
        } else if (value instanceof java.util.UUID) {
            return UUID;
        } else if (value instanceof List<?>) {
            return LIST;
        } else if (value instanceof Map<?, ?>) {
            return MAP;
        } else if (value instanceof StructValue) {
            return STRUCT;
        }
        return STRING;
    }

    /** A Java value of this type as JSON can carry it. */
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (this) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> value;
            case REAL, DOUBLE -> {
                double number = ((Number) value).doubleValue();
                boolean lost = !Double.isFinite(number) || number == 0 && Double.compare(number, 0.0) != 0;
                yield lost ? Double.toString(number) : value;
            }
            case DECIMAL -> value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
            case STRING, UUID -> value.toString();
            case BYTES -> Base64.getEncoder().encodeToString((byte[]) value);
            case DATE -> ((LocalDate) value).toEpochDay();
            case TIME -> ((LocalTime) value).toNanoOfDay() / 1_000;
            case TIMESTAMP -> micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            case TIMESTAMP_TZ ->
                micros(value instanceof Instant instant ? instant : ((OffsetDateTime) value).toInstant());
            case LIST -> WireValue.encodeAll((List<?>) value);
            case MAP -> WireValue.encodeAll((Map<?, ?>) value);
            case STRUCT -> List.of(((StructValue) value).names(), WireValue.encodeAll(((StructValue) value).values()));
        };
    }

    /** The Java value that {@link #encode} was given. */
    public @Nullable Object decode(@Nullable Object json) {
        if (json == null) {
            return null;
        }
        return switch (this) {
            case BOOLEAN, STRING -> json;
            case TINYINT -> ((Number) json).byteValue();
            case SMALLINT -> ((Number) json).shortValue();
            case INTEGER -> ((Number) json).intValue();
            case BIGINT -> ((Number) json).longValue();
            case REAL -> json instanceof String text ? Float.parseFloat(text) : ((Number) json).floatValue();
            case DOUBLE -> json instanceof String text ? Double.parseDouble(text) : ((Number) json).doubleValue();
            case DECIMAL -> new BigDecimal(json.toString());
            case BYTES -> Base64.getDecoder().decode((String) json);
            case DATE -> LocalDate.ofEpochDay(((Number) json).longValue());
            case TIME -> LocalTime.ofNanoOfDay(((Number) json).longValue() * 1_000);
            case TIMESTAMP -> LocalDateTime.ofInstant(instant((Number) json), ZoneOffset.UTC);
            case TIMESTAMP_TZ -> instant((Number) json).atOffset(ZoneOffset.UTC);
            case UUID -> java.util.UUID.fromString((String) json);
            case LIST -> WireValue.decodeList((List<?>) json);
            case MAP -> WireValue.decodeMap((List<?>) json);
            case STRUCT -> struct((List<?>) json);
        };
    }

    private static StructValue struct(List<?> json) {
        List<String> names =
                ((List<?>) json.get(0)).stream().map(String::valueOf).toList();
        return new StructValue(names, WireValue.decodeList((List<?>) json.get(1)));
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static Instant instant(Number micros) {
        long value = micros.longValue();
        return Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000);
    }
}
