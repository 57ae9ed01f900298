package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.type.Types;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.apache.calcite.util.TimestampWithTimeZoneString;

/** Rex constants as ours, to the microsecond. */
final class Literals {
    private static final long MICROS_PER_MILLI = 1_000;

    private Literals() {}

    static Expression of(RexLiteral literal) {
        DataType type = Types.of(literal.getType());
        if (literal.isNull()) {
            return Literal.ofNull(type.kind() == TypeKind.CHAR ? DataType.of(TypeKind.VARCHAR) : type);
        }
        return switch (type.kind()) {
            case BOOLEAN -> Literal.of(type, Boolean.TRUE.equals(literal.getValueAs(Boolean.class)) ? 1 : 0);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> exact(number(literal), type);
            case REAL, DOUBLE -> Literal.of(type, number(literal).doubleValue());
            case CHAR, VARCHAR -> Literal.ofText(DataType.of(TypeKind.VARCHAR), text(literal));
            case JSON -> Literal.ofText(type, text(literal));
            case BINARY, VARBINARY -> Literal.ofBytes(DataType.of(TypeKind.VARBINARY), bytes(literal));
            case DATE ->
                Literal.of(
                        type,
                        LocalDate.parse(value(literal, DateString.class).toString())
                                .toEpochDay());
            case TIME ->
                Literal.of(
                        type,
                        LocalTime.parse(value(literal, TimeString.class).toString())
                                        .toNanoOfDay()
                                / 1_000);
            case TIMESTAMP -> Literal.of(type, micros(value(literal, TimestampString.class)));
            case TIMESTAMP_TZ -> Literal.of(type, instant(literal));
            case INTERVAL_YEAR_MONTH -> Literal.of(type, number(literal).longValueExact());
            case INTERVAL_DAY_TIME ->
                Literal.of(
                        type,
                        number(literal)
                                .multiply(BigDecimal.valueOf(MICROS_PER_MILLI))
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact());
            case UUID -> io.millrace.plan.expression.Literals.of(type, value(literal, UUID.class));
            default -> throw MillraceException.notSupported("a constant of type " + type.sqlName());
        };
    }

    /** A number of that type; of a wider one if it does not fit. */
    private static Expression exact(BigDecimal value, DataType type) {
        return Casts.exact(value, type).orElseGet(() -> {
            BigInteger unscaled = value.unscaledValue();
            int scale = Math.max(value.scale(), 0);
            int precision = Math.max(new BigDecimal(unscaled).precision(), Math.max(scale, 1));
            DataType wide = DataType.decimal(Math.min(precision, DataType.DECIMAL_PRECISION_MAX), scale);
            return wide.storage() == Storage.WIDE
                    ? Literal.of(wide, unscaled)
                    : Literal.of(wide, unscaled.longValueExact());
        });
    }

    private static long micros(TimestampString timestamp) {
        return JavaValues.micros(LocalDateTime.parse(timestamp.toString().replace(' ', 'T')));
    }

    private static long instant(RexLiteral literal) {
        if (literal.getTypeName() != SqlTypeName.TIMESTAMP_TZ) {
            return micros(value(literal, TimestampString.class)); // in UTC
        }
        return micros(value(literal, TimestampWithTimeZoneString.class)
                .withTimeZone(DateTimeUtils.UTC_ZONE)
                .getLocalTimestampString());
    }

    private static BigDecimal number(RexLiteral literal) {
        return value(literal, BigDecimal.class);
    }

    private static String text(RexLiteral literal) {
        return value(literal, NlsString.class).getValue();
    }

    private static byte[] bytes(RexLiteral literal) {
        return value(literal, ByteString.class).getBytes();
    }

    private static <T> T value(RexLiteral literal, Class<T> kind) {
        T value = literal.getValueAs(kind);
        if (value == null) {
            throw MillraceException.internal("constant " + literal + " is not a " + kind.getSimpleName());
        }
        return value;
    }
}
