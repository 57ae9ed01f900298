package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A constant time plus a constant interval is a constant. */
final class TimeConstants {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private TimeConstants() {}

    /** @param sign 1 to add, −1 to subtract */
    static Optional<Expression> sum(Expression time, Expression interval, int sign, DataType type) {
        boolean constants = time instanceof Literal a
                && interval instanceof Literal b
                && !a.holdsNull()
                && !b.holdsNull()
                && a.type().kind() == type.kind();
        if (!constants) {
            return Optional.empty();
        }
        long start = ((Literal) time).longValue();
        try {
            long amount = Math.multiplyExact(sign, ((Literal) interval).longValue());
            return interval.type().kind() == TypeKind.INTERVAL_YEAR_MONTH
                    ? plusMonths(start, amount, type)
                    : plusMicros(start, amount, type);
        } catch (ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Expression> plusMonths(long start, long months, DataType type) {
        return switch (type.kind()) {
            case DATE ->
                Optional.of(Literal.of(
                        type, LocalDate.ofEpochDay(start).plusMonths(months).toEpochDay()));
            case TIMESTAMP ->
                Optional.of(Literal.of(
                        type, JavaValues.micros(JavaValues.timestamp(start).plusMonths(months))));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> plusMicros(long start, long micros, DataType type) {
        return switch (type.kind()) {
            case DATE ->
                micros % MICROS_PER_DAY == 0
                        ? Optional.of(Literal.of(type, Math.addExact(start, micros / MICROS_PER_DAY)))
                        : Optional.empty();
            case TIMESTAMP -> Optional.of(Literal.of(type, Math.addExact(start, micros)));
            default -> Optional.empty();
        };
    }
}
