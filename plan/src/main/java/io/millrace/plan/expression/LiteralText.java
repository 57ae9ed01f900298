package io.millrace.plan.expression;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;

/** How constants look in EXPLAIN. */
final class LiteralText {
    private LiteralText() {}

    static String of(DataType type, String value) {
        return switch (type.kind()) {
            case BOOLEAN -> value.equals("1") ? "TRUE" : "FALSE";
            case DATE -> "DATE '" + LocalDate.ofEpochDay(Long.parseLong(value)) + "'";
            case TIME -> "TIME '" + LocalTime.ofNanoOfDay(Long.parseLong(value) * 1_000) + "'";
            case TIMESTAMP, TIMESTAMP_TZ ->
                "TIMESTAMP '"
                        + JavaValues.timestamp(Long.parseLong(value)).toString().replace('T', ' ') + "'";
            case DECIMAL -> new BigDecimal(new BigInteger(value), type.scale()).toPlainString();
            case INTERVAL_YEAR_MONTH -> "INTERVAL " + value + " MONTH";
            case INTERVAL_DAY_TIME -> "INTERVAL " + microsText(Long.parseLong(value));
            default -> value;
        };
    }

    private static String microsText(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " SECOND";
    }
}
