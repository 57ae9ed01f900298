package io.millrace.spi.type;

import java.util.Objects;

/**
 * A SQL type.
 *
 * @param precision digits of a DECIMAL, characters or bytes of a string ({@link #UNLIMITED} if unbounded), fractional
 *     second digits (0 to 6) of times and timestamps; otherwise 0
 * @param scale digits after the point of a DECIMAL; otherwise 0
 */
public record DataType(TypeKind kind, int precision, int scale, boolean nullable) {
    public static final int UNLIMITED = Integer.MAX_VALUE;
    public static final int DECIMAL_PRECISION_MAX = 38;
    /** Decimals up to this many digits fit a {@code long}. */
    public static final int DECIMAL_PRECISION_LONG_MAX = 18;

    public DataType {
        Objects.requireNonNull(kind, "kind");
        if (kind == TypeKind.DECIMAL
                && (precision < 1 || precision > DECIMAL_PRECISION_MAX || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ")");
        }
    }

    /** A nullable type without parameters (strings unlimited, timestamps to the microsecond). */
    public static DataType of(TypeKind kind) {
        return switch (kind) {
            case CHAR -> new DataType(kind, 1, 0, true);
            case VARCHAR, VARBINARY, BINARY, JSON -> new DataType(kind, UNLIMITED, 0, true);
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> new DataType(kind, 6, 0, true);
            case DECIMAL -> new DataType(kind, DECIMAL_PRECISION_MAX, 0, true);
            default -> new DataType(kind, 0, 0, true);
        };
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(TypeKind.DECIMAL, precision, scale, true);
    }

    public DataType withNullable(boolean newNullable) {
        return newNullable == nullable ? this : new DataType(kind, precision, scale, newNullable);
    }

    public DataType notNull() {
        return withNullable(false);
    }

    public Storage storage() {
        return switch (kind) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, DATE, INTERVAL_YEAR_MONTH, NULL -> Storage.INT;
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_TZ, INTERVAL_DAY_TIME -> Storage.LONG;
            case REAL, DOUBLE -> Storage.DOUBLE;
            case CHAR, VARCHAR, BINARY, VARBINARY, UUID, JSON -> Storage.BYTES;
            case DECIMAL -> precision <= DECIMAL_PRECISION_LONG_MAX ? Storage.LONG : Storage.WIDE;
        };
    }

    /** As a user writes it, without nullability: {@code DECIMAL(10, 2)}. */
    public String sqlName() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case CHAR, BINARY -> precision == UNLIMITED ? kind.sqlName() : kind.sqlName() + "(" + precision + ")";
            case VARCHAR, VARBINARY -> precision == UNLIMITED ? kind.sqlName() : kind.sqlName() + "(" + precision + ")";
            case TIMESTAMP -> "TIMESTAMP(" + precision + ")";
            case TIMESTAMP_TZ -> "TIMESTAMP(" + precision + ") WITH TIME ZONE";
            default -> kind.sqlName();
        };
    }

    @Override
    public String toString() {
        return nullable ? sqlName() : sqlName() + " NOT NULL";
    }
}
