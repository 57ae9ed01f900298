package io.millrace.connector.datagen;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Texts of options as values. */
final class Literals {
    private static final int DATE_LENGTH = "2024-01-01".length();

    private Literals() {}

    static Optional<LocalDateTime> timestamp(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay()
                            : LocalDateTime.parse(text.replace(' ', 'T')));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The value as a column stores it: unscaled, in days or in microseconds; empty if it is no such value. */
    static Optional<Long> stored(String text, DataType type) {
        try {
            return switch (type.kind()) {
                case DATE -> Optional.of(LocalDate.parse(text).toEpochDay());
                case TIME -> Optional.of(LocalTime.parse(text).toNanoOfDay() / 1_000);
                case TIMESTAMP, TIMESTAMP_TZ -> timestamp(text).map(JavaValues::micros);
                case DECIMAL ->
                    Optional.of(new BigDecimal(text)
                            .setScale(type.scale(), RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .longValueExact());
                default -> Optional.of(Long.parseLong(text));
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
