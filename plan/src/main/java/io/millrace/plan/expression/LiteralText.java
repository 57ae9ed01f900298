package io.millrace.plan.expression;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

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

    /** As a constructor: {@code ARRAY[1, 2]}. */
    static String nested(Literal literal) {
        NestedColumn column = (NestedColumn) Literals.column(literal);
        DataType type = literal.type();
        List<String> parts = new ArrayList<>();
        for (int position = column.start(0); position < column.end(0); position++) {
            for (int child = 0; child < column.childCount(); child++) {
                parts.add(Literals.read(column.child(child), position, type.child(child))
                        .toString());
            }
        }
        String list = String.join(", ", parts);
        return type.kind() == TypeKind.ROW ? "ROW(" + list + ")" : type.kind() + "[" + list + "]";
    }

    private static String microsText(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " SECOND";
    }
}
