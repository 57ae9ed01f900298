package io.millrace.server.value;

import io.millrace.executor.expression.function.IntervalText;
import io.millrace.executor.expression.function.JsonText;
import io.millrace.executor.expression.function.Slice;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Text to values: string literals and parameters given as strings where another type is wanted. */
final class ValueParser {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendPattern("['T'][ ]HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendPattern("[ ]")
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT);

    private ValueParser() {}

    /** @throws MillraceException 22018 or 22007 if the text is no value of the type */
    static Object parse(String text, DataType type) {
        String trimmed = text.trim();
        try {
            return switch (type.kind()) {
                case BOOLEAN -> bool(trimmed);
                case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> new BigDecimal(trimmed);
                case REAL -> Float.valueOf(trimmed);
                case DOUBLE -> Double.valueOf(trimmed);
                case DATE -> LocalDate.parse(trimmed);
                case TIME -> LocalTime.parse(trimmed);
                case TIMESTAMP -> LocalDateTime.from(TIMESTAMP.parse(trimmed));
                case TIMESTAMP_TZ -> instant(TIMESTAMP.parse(trimmed));
                case UUID -> UUID.fromString(trimmed);
                case BINARY, VARBINARY ->
                    HexFormat.of().parseHex(trimmed.startsWith("\\x") ? trimmed.substring(2) : trimmed);
                case CHAR, VARCHAR, NULL -> text;
                case JSON -> json(text);
                case ARRAY, MAP, ROW -> throw MillraceException.notSupported("a " + type.kind() + " given as text");
                case INTERVAL_YEAR_MONTH -> IntervalText.parseMonths(Slice.of(text));
                case INTERVAL_DAY_TIME -> IntervalText.parseMicros(Slice.of(text));
            };
        } catch (DateTimeException e) {
            throw new MillraceException(SqlState.INVALID_DATETIME, message(text, type), e);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(SqlState.INVALID_CAST, message(text, type), e);
        }
    }

    private static String json(String text) {
        JsonText.check(Slice.of(text), new Slice());
        return text;
    }

    private static OffsetDateTime instant(TemporalAccessor parsed) {
        LocalDateTime local = LocalDateTime.from(parsed);
        return local.atOffset(
                parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC);
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "on", "1" -> true;
            case "false", "f", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String message(String text, DataType type) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "'" + shown + "' is not a value of type " + type.sqlName();
    }
}
