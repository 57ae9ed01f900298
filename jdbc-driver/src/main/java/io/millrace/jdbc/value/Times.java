package io.millrace.jdbc.value;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the kinds of times. A TIMESTAMP has no zone: {@link Timestamp} reads its wall clock in the zone of the
 * given calendar, or of the JVM if there is none, as JDBC wants it; {@link Instant} and {@link OffsetDateTime} read it as
 * UTC, which is what event time is.
 */
public final class Times {
    private Times() {}

    static LocalDate toLocalDate(Object value) throws SQLException {
        return value instanceof LocalDate date
                ? date
                : toLocalDateTime(value, "a date").toLocalDate();
    }

    static LocalTime toLocalTime(Object value) throws SQLException {
        if (value instanceof LocalTime time) {
            return time;
        } else if (value instanceof String text) {
            try {
                return LocalTime.parse(text.trim());
            } catch (DateTimeException e) {
                return toLocalDateTime(value, "a time").toLocalTime();
            }
        }
        return toLocalDateTime(value, "a time").toLocalTime();
    }

    static LocalDateTime toLocalDateTime(Object value, String target) throws SQLException {
        if (value instanceof LocalDateTime timestamp) {
            return timestamp;
        } else if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        } else if (value instanceof LocalTime time) {
            return LocalDate.EPOCH.atTime(time);
        } else if (value instanceof OffsetDateTime timestamp) {
            return timestamp.atZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } else if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } else if (value instanceof String text) {
            return parse(text, target);
        }
        throw Numbers.notA(value, target, null);
    }

    private static LocalDateTime parse(String text, String target) throws SQLException {
        String trimmed = text.trim().replace(' ', 'T');
        try {
            return trimmed.indexOf('T') < 0 ? LocalDate.parse(trimmed).atStartOfDay() : LocalDateTime.parse(trimmed);
        } catch (DateTimeException e) {
            throw Numbers.notA(text, target, e);
        }
    }

    static Instant toInstant(Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return instant;
        } else if (value instanceof OffsetDateTime timestamp) {
            return timestamp.toInstant();
        }
        return toLocalDateTime(value, "an instant").toInstant(ZoneOffset.UTC);
    }

    private static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
    }

    static Timestamp toTimestamp(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof Instant || value instanceof OffsetDateTime) {
            return Timestamp.from(toInstant(value));
        }
        LocalDateTime timestamp = toLocalDateTime(value, "a timestamp");
        return calendar == null
                ? Timestamp.valueOf(timestamp)
                : Timestamp.from(timestamp.atZone(zone(calendar)).toInstant());
    }

    static Date toDate(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalDate date = toLocalDate(value);
        return calendar == null
                ? Date.valueOf(date)
                : new Date(date.atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
    }

    /** To the millisecond, which is all that a {@link Time} can hold. */
    static Time toTime(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalDateTime onFirstDay = LocalDate.EPOCH.atTime(toLocalTime(value));
        return new Time(onFirstDay.atZone(zone(calendar)).toInstant().toEpochMilli());
    }

    /** The wall clock that {@code timestamp} shows in the zone of {@code calendar}. */
    public static LocalDateTime wallClock(Timestamp timestamp, @Nullable Calendar calendar) {
        return calendar == null
                ? timestamp.toLocalDateTime()
                : LocalDateTime.ofInstant(timestamp.toInstant(), zone(calendar));
    }

    public static LocalDate wallClock(Date date, @Nullable Calendar calendar) {
        return calendar == null
                ? date.toLocalDate()
                : LocalDate.ofInstant(Instant.ofEpochMilli(date.getTime()), zone(calendar));
    }

    public static LocalTime wallClock(Time time, @Nullable Calendar calendar) {
        return LocalTime.ofInstant(Instant.ofEpochMilli(time.getTime()), zone(calendar));
    }
}
