package io.millrace.spi.function;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The SQL types of Java classes in functions. A {@link BigDecimal} is a {@code DECIMAL(38, 10)}. */
public final class FunctionTypes {
    private static final int DECIMAL_SCALE = 10;
    private static final Map<Class<?>, DataType> TYPES = new LinkedHashMap<>();

    static {
        both(boolean.class, Boolean.class, TypeKind.BOOLEAN);
        both(byte.class, Byte.class, TypeKind.TINYINT);
        both(short.class, Short.class, TypeKind.SMALLINT);
        both(int.class, Integer.class, TypeKind.INTEGER);
        both(long.class, Long.class, TypeKind.BIGINT);
        both(float.class, Float.class, TypeKind.REAL);
        both(double.class, Double.class, TypeKind.DOUBLE);
        TYPES.put(BigDecimal.class, DataType.decimal(DataType.DECIMAL_PRECISION_MAX, DECIMAL_SCALE));
        TYPES.put(String.class, DataType.of(TypeKind.VARCHAR));
        TYPES.put(byte[].class, DataType.of(TypeKind.VARBINARY));
        TYPES.put(LocalDate.class, DataType.of(TypeKind.DATE));
        TYPES.put(LocalTime.class, DataType.of(TypeKind.TIME));
        TYPES.put(LocalDateTime.class, DataType.of(TypeKind.TIMESTAMP));
        TYPES.put(OffsetDateTime.class, DataType.of(TypeKind.TIMESTAMP_TZ));
        TYPES.put(UUID.class, DataType.of(TypeKind.UUID));
    }

    private FunctionTypes() {}

    private static void both(Class<?> primitive, Class<?> box, TypeKind kind) {
        TYPES.put(primitive, DataType.of(kind));
        TYPES.put(box, DataType.of(kind));
    }

    /** The type of a class, empty for a class that has none. */
    public static Optional<DataType> of(Class<?> type) {
        return Optional.ofNullable(TYPES.get(type));
    }
}
