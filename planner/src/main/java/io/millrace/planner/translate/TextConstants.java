package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Text constants that plainly stand for a constant of another type; whatever is not plain is left to the executor's CAST. */
final class TextConstants {
    private static final int FRACTION_DIGITS = 6;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, FRACTION_DIGITS, true)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd ")
            .append(TIME)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private TextConstants() {}

    static Optional<Expression> as(String text, DataType type) {
        try {
            return switch (type.kind()) {
                case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> Casts.exact(new BigDecimal(text), type);
                case DATE -> Optional.of(Literal.of(type, LocalDate.parse(text).toEpochDay()));
                case TIME ->
                    fraction(text, type)
                            .map(ignored ->
                                    Literal.of(type, LocalTime.parse(text, TIME).toNanoOfDay() / 1_000));
                case TIMESTAMP ->
                    fraction(text, type)
                            .map(ignored -> Literal.of(type, JavaValues.micros(LocalDateTime.parse(text, TIMESTAMP))));
                default -> Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty if the text has more fractional digits than the type. */
    private static Optional<String> fraction(String text, DataType type) {
        int point = text.indexOf('.');
        return point >= 0 && text.length() - point - 1 > type.precision() ? Optional.empty() : Optional.of(text);
    }
}
