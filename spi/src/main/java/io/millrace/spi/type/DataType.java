package io.millrace.spi.type;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A SQL type.
 *
 * @param precision digits of a DECIMAL, characters or bytes of a string ({@link #UNLIMITED} if unbounded), fractional
 *     second digits (0 to 6) of times and timestamps; otherwise 0
 * @param scale digits after the point of a DECIMAL; otherwise 0
 * @param children what a nested type is made of: the elements of an ARRAY, the keys and the values of a MAP, the fields of a
 *     ROW; otherwise empty
 */
public record DataType(TypeKind kind, int precision, int scale, boolean nullable, List<Field> children) {
    public static final int UNLIMITED = Integer.MAX_VALUE;
    public static final int DECIMAL_PRECISION_MAX = 38;
    /** Decimals up to this many digits fit a {@code long}. */
    public static final int DECIMAL_PRECISION_LONG_MAX = 18;

    public DataType {
        Objects.requireNonNull(kind, "kind");
        // Absent in what was stored before there were nested types.
        children = Objects.requireNonNullElse(children, List.<Field>of());
        children = List.copyOf(children);
        if (kind.isNested() ? children.size() < kind.childrenMin() : !children.isEmpty()) {
            throw new IllegalArgumentException(kind + " of " + children);
        }
        if (kind == TypeKind.DECIMAL
                && (precision < 1 || precision > DECIMAL_PRECISION_MAX || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ")");
        }
    }

    /** A type that is not nested. */
    public DataType(TypeKind kind, int precision, int scale, boolean nullable) {
        this(kind, precision, scale, nullable, List.of());
    }

    public static DataType array(DataType element) {
        return new DataType(TypeKind.ARRAY, 0, 0, true, List.of(new Field("element", element)));
    }

    /** Keys are never NULL. */
    public static DataType map(DataType key, DataType value) {
        return new DataType(
                TypeKind.MAP, 0, 0, true, List.of(new Field("key", key.notNull()), new Field("value", value)));
    }

    public static DataType row(List<Field> fields) {
        return new DataType(TypeKind.ROW, 0, 0, true, fields);
    }

    /** The type of the elements of an ARRAY, of the keys (0) and values (1) of a MAP, of a field of a ROW. */
    public DataType child(int index) {
        return children.get(index).type();
    }

    /** The same nested type made of other things. */
    public DataType withChildren(List<DataType> types) {
        List<Field> changed = IntStream.range(0, types.size())
                .mapToObj(i -> new Field(children.get(i).name(), types.get(i)))
                .toList();
        return new DataType(kind, precision, scale, nullable, changed);
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
        return newNullable == nullable ? this : new DataType(kind, precision, scale, newNullable, children);
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
            case ARRAY, MAP, ROW -> Storage.NESTED;
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
            case ARRAY -> child(0).sqlName() + " ARRAY";
            case MAP -> "MAP<" + child(0).sqlName() + ", " + child(1).sqlName() + ">";
            case ROW ->
                children.stream()
                        .map(field -> field.name() + " " + field.type().sqlName())
                        .collect(Collectors.joining(", ", "ROW(", ")"));
            default -> kind.sqlName();
        };
    }

    @Override
    public String toString() {
        return nullable ? sqlName() : sqlName() + " NOT NULL";
    }
}
