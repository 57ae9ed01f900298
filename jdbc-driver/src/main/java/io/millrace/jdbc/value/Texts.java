package io.millrace.jdbc.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as SQL writes them: {@code 2024-01-01 00:00:00.123456}, never a digit of the second lost. */
public final class Texts {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter();
    private static final DateTimeFormatter TIMESTAMP_TZ = new DateTimeFormatterBuilder()
            .append(TIMESTAMP)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    private Texts() {}

    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof LocalTime time) {
            return TIME.format(time);
        } else if (value instanceof LocalDateTime timestamp) {
            return TIMESTAMP.format(timestamp);
        } else if (value instanceof OffsetDateTime timestamp) {
            return TIMESTAMP_TZ.format(timestamp);
        } else if (value instanceof Instant instant) {
            return TIMESTAMP_TZ.format(instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Texts::nullable).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> nullable(entry.getKey()) + "=" + nullable(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof StructValue struct) {
            return struct.values().stream().map(Texts::nullable).collect(Collectors.joining(", ", "(", ")"));
        }
        return value.toString();
    }

    /** For messages: cut off where it is long. */
    static String ofValue(Object value) {
        String text = of(value);
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }

    private static String nullable(@Nullable Object value) {
        return value == null ? "null" : of(value);
    }
}
