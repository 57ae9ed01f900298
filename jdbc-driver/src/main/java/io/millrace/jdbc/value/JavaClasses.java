package io.millrace.jdbc.value;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The classes that {@code getObject(column, Class)} can be asked for. */
public final class JavaClasses {
    /** A conversion of a value that is not null. */
    private interface Conversion {
        Object of(Object value) throws SQLException;
    }

    private static final Map<Class<?>, Conversion> CONVERSIONS = new LinkedHashMap<>();

    static {
        CONVERSIONS.put(Object.class, JavaClasses::byDefault);
        CONVERSIONS.put(String.class, Texts::of);
        CONVERSIONS.put(Boolean.class, Numbers::toBoolean);
        CONVERSIONS.put(Byte.class, value -> (byte) Numbers.toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte"));
        CONVERSIONS.put(Short.class, value -> (short) Numbers.toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, "short"));
        CONVERSIONS.put(
                Integer.class, value -> (int) Numbers.toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "int"));
        CONVERSIONS.put(Long.class, value -> Numbers.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "long"));
        CONVERSIONS.put(Float.class, Numbers::toFloat);
        CONVERSIONS.put(Double.class, Numbers::toDouble);
        CONVERSIONS.put(BigDecimal.class, value -> Numbers.toBigDecimal(value, "a decimal"));
        CONVERSIONS.put(BigInteger.class, value -> Numbers.toBigDecimal(value, "a whole number")
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger());
        CONVERSIONS.put(byte[].class, Bytes::of);
        CONVERSIONS.put(InputStream.class, Bytes::stream);
        CONVERSIONS.put(Reader.class, value -> new java.io.StringReader(Texts.of(value)));
        CONVERSIONS.put(Date.class, value -> Times.toDate(value, null));
        CONVERSIONS.put(Time.class, value -> Times.toTime(value, null));
        CONVERSIONS.put(Timestamp.class, value -> Times.toTimestamp(value, null));
        CONVERSIONS.put(java.util.Date.class, value -> Times.toTimestamp(value, null));
        CONVERSIONS.put(LocalDate.class, Times::toLocalDate);
        CONVERSIONS.put(LocalTime.class, Times::toLocalTime);
        CONVERSIONS.put(LocalDateTime.class, value -> Times.toLocalDateTime(value, "a timestamp"));
        CONVERSIONS.put(Instant.class, Times::toInstant);
        CONVERSIONS.put(OffsetDateTime.class, value -> Times.toInstant(value).atOffset(ZoneOffset.UTC));
        CONVERSIONS.put(ZonedDateTime.class, value -> Times.toInstant(value).atZone(ZoneId.of("UTC")));
        CONVERSIONS.put(UUID.class, JavaClasses::uuid);
    }

    private JavaClasses() {}

    public static <T> T convert(Object value, Class<T> target) throws SQLException {
        Conversion conversion = CONVERSIONS.get(target);
        if (conversion != null) {
            return target.cast(conversion.of(value));
        } else if (target.isInstance(value)) {
            return target.cast(value);
        }
        throw new SQLFeatureNotSupportedException(
                "getObject(…, " + target.getSimpleName() + ".class): expected one of "
                        + String.join(
                                ", ",
                                CONVERSIONS.keySet().stream()
                                        .map(Class::getSimpleName)
                                        .toList()),
                "0A000");
    }

    /** What {@code getObject(column)} gives: JDBC's class for the type. */
    static Object byDefault(Object value) throws SQLException {
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        } else if (value instanceof LocalDate) {
            return Times.toDate(value, null);
        } else if (value instanceof LocalTime) {
            return Times.toTime(value, null);
        } else if (value instanceof LocalDateTime) {
            return Times.toTimestamp(value, null);
        } else if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value;
    }

    private static UUID uuid(Object value) throws SQLException {
        if (value instanceof UUID uuid) {
            return uuid;
        }
        try {
            return UUID.fromString(Texts.of(value));
        } catch (IllegalArgumentException e) {
            throw Numbers.notA(value, "a UUID", e);
        }
    }
}
