package io.millrace.jdbc;

import io.millrace.jdbc.value.StructValue;
import io.millrace.jdbc.value.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings what a client gives as a parameter into the classes that travel. */
final class ParameterValues {
    private static final List<Class<?>> TRAVELLING = List.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            String.class,
            byte[].class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Instant.class,
            UUID.class,
            List.class,
            Map.class);

    private ParameterValues() {}

    /** Makes a value, or fails as JDBC fails. */
    interface Maker {
        @Nullable Object make() throws SQLException;
    }

    private static List<@Nullable Object> inside(@Nullable Object[] values, @Nullable Calendar calendar)
            throws SQLException {
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object value : values) {
            converted.add(value == null ? null : of(value, calendar));
        }
        return converted;
    }

    /** @param calendar the zone in which the older classes of times show their wall clock, null for that of the JVM */
    static Object of(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof Timestamp timestamp) {
            return Times.wallClock(timestamp, calendar);
        } else if (value instanceof Date date) {
            return Times.wallClock(date, calendar);
        } else if (value instanceof Time time) {
            return Times.wallClock(time, calendar);
        } else if (value instanceof java.util.Date date) {
            return date.toInstant();
        } else if (value instanceof Calendar date) {
            return date.toInstant();
        } else if (value instanceof ZonedDateTime timestamp) {
            return timestamp.toOffsetDateTime();
        } else if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (value instanceof Character || value instanceof Enum<?>) {
            return value.toString();
        } else if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        } else if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        } else if (value instanceof Array array) {
            return inside((Object[]) array.getArray(), calendar);
        } else if (value instanceof Struct struct) {
            return new StructValue(List.of(), inside(struct.getAttributes(), calendar));
        } else if (value instanceof Object[] array) {
            return inside(array, calendar);
        } else if (value instanceof List<?> list) {
            return inside(list.toArray(), calendar);
        } else if (TRAVELLING.stream().anyMatch(type -> type.isInstance(value))) {
            return value;
        }
        throw SqlErrors.of("a " + value.getClass().getName() + " cannot be a parameter", "07006");
    }
}
