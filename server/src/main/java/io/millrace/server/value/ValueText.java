package io.millrace.server.value;

import io.millrace.spi.batch.RowValue;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as a person or a CAST to text writes them. */
public final class ValueText {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(java.util.Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP_TZ = new DateTimeFormatterBuilder()
            .append(TIMESTAMP)
            .appendOffset("+HH:mm", "+00:00")
            .toFormatter(java.util.Locale.ROOT);

    private static final long MICROS_PER_SECOND = 1_000_000;

    private ValueText() {}

    /** The text of a value that is not NULL, in the classes of {@link io.millrace.spi.batch.JavaValues}. */
    public static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof LocalDateTime timestamp) {
            return TIMESTAMP.format(timestamp);
        } else if (value instanceof OffsetDateTime timestamp) {
            return TIMESTAMP_TZ.format(timestamp);
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(ValueText::nullable).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof RowValue row) {
            return row.values().stream().map(ValueText::nullable).collect(Collectors.joining(", ", "(", ")"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> nullable(entry.getKey()) + "=" + nullable(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    private static String nullable(@Nullable Object value) {
        return value == null ? "null" : of(value);
    }

    /** An interval's number (months, or microseconds) in PostgreSQL's form: {@code 1 year 2 mons}, {@code 3 days 04:05:06}. */
    public static String interval(TypeKind kind, long number) {
        return kind == TypeKind.INTERVAL_YEAR_MONTH ? months(number) : micros(number);
    }

    private static String months(long months) {
        StringBuilder text = new StringBuilder();
        part(text, months / 12, "year");
        part(text, months % 12, "mon");
        return text.length() == 0 ? "0 mons" : text.toString();
    }

    private static void part(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(text.length() == 0 ? "" : " ")
                    .append(amount)
                    .append(' ')
                    .append(unit);
            text.append(Math.abs(amount) == 1 ? "" : "s");
        }
    }

    private static String micros(long micros) {
        long days = micros / (86_400 * MICROS_PER_SECOND);
        long rest = Math.abs(micros % (86_400 * MICROS_PER_SECOND));
        StringBuilder text = new StringBuilder();
        part(text, days, "day");
        if (rest != 0 || days == 0) {
            long seconds = rest / MICROS_PER_SECOND;
            text.append(text.length() == 0 ? "" : " ")
                    .append(micros < 0 && rest != 0 ? "-" : "")
                    .append(String.format(
                            java.util.Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60));
            long fraction = rest % MICROS_PER_SECOND;
            if (fraction != 0) {
                text.append(BigDecimal.valueOf(fraction, 6)
                        .stripTrailingZeros()
                        .toPlainString()
                        .substring(1));
            }
        }
        return text.toString();
    }
}
