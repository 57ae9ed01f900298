package io.millrace.server.avatica;

import io.millrace.jdbc.link.WireValue;
import io.millrace.jdbc.value.JavaClasses;
import io.millrace.jdbc.value.StructValue;
import io.millrace.jdbc.value.Texts;
import io.millrace.server.session.QueryParameter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/** Brings the parameters a client sent into the class that belongs to the type of each. */
final class ParameterConversion {
    private ParameterConversion() {}

    static List<@Nullable Object> convert(@Nullable List<TypedValue> sent, List<QueryParameter> parameters) {
        int count = sent == null ? 0 : sent.size();
        if (sent == null || count != parameters.size()) {
            if (parameters.isEmpty() && count == 0) {
                return List.of();
            }
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "the statement has " + parameters.size() + " parameters, " + count + " were given");
        }
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Object value = WireValue.decode(sent.get(i).value);
            values.add(value == null ? null : convert(value, parameters.get(i).type(), i + 1));
        }
        return values;
    }

    private static Object convert(Object value, DataType type, int position) {
        try {
            return convert(value, type);
        } catch (SQLException e) {
            SqlState state = "22003".equals(e.getSQLState()) ? SqlState.NUMBER_OUT_OF_RANGE : SqlState.INVALID_CAST;
            throw new MillraceException(
                    state, "parameter " + position + ": " + e.getMessage() + "; expected " + type.sqlName(), e);
        }
    }

    private static Object convert(Object value, DataType type) throws SQLException {
        return switch (type.kind()) {
            case BOOLEAN -> JavaClasses.convert(value, Boolean.class);
            case TINYINT -> whole(value, Byte.class);
            case SMALLINT -> whole(value, Short.class);
            case INTEGER -> whole(value, Integer.class);
            case BIGINT -> whole(value, Long.class);
            case REAL -> JavaClasses.convert(value, Float.class);
            case DOUBLE -> JavaClasses.convert(value, Double.class);
            case DECIMAL -> JavaClasses.convert(value, BigDecimal.class);
            case CHAR, VARCHAR, JSON, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                JavaClasses.convert(value, String.class);
            case BINARY, VARBINARY -> JavaClasses.convert(value, byte[].class);
            case DATE -> JavaClasses.convert(value, LocalDate.class);
            case TIME -> JavaClasses.convert(value, LocalTime.class);
            case TIMESTAMP -> JavaClasses.convert(value, LocalDateTime.class);
            case TIMESTAMP_TZ -> JavaClasses.convert(value, OffsetDateTime.class);
            case UUID -> JavaClasses.convert(value, UUID.class);
            case ARRAY -> elements(value, type);
            case MAP -> entries(value, type);
            case ROW -> fields(value, type);
            case NULL -> value;
        };
    }

    private static @Nullable Object inside(@Nullable Object value, DataType type) throws SQLException {
        return value == null ? null : convert(value, type);
    }

    private static List<@Nullable Object> elements(Object value, DataType type) throws SQLException {
        if (!(value instanceof List<?> list)) {
            throw notA(value);
        }
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object element : list) {
            converted.add(inside(element, type.child(0)));
        }
        return converted;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(Object value, DataType type) throws SQLException {
        if (!(value instanceof Map<?, ?> map)) {
            throw notA(value);
        }
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            converted.put(inside(entry.getKey(), type.child(0)), inside(entry.getValue(), type.child(1)));
        }
        return converted;
    }

    private static List<@Nullable Object> fields(Object value, DataType type) throws SQLException {
        List<?> values =
                value instanceof StructValue struct ? struct.values() : value instanceof List<?> list ? list : null;
        if (values == null || values.size() != type.children().size()) {
            throw notA(value);
        }
        List<@Nullable Object> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add(inside(values.get(i), type.child(i)));
        }
        return converted;
    }

    private static SQLException notA(Object value) {
        return new SQLException(Texts.of(value) + " does not suit", "22018");
    }

    /** Unlike a getter of a result set, a parameter does not lose what is behind the point. */
    private static <T> T whole(Object value, Class<T> target) throws SQLException {
        BigDecimal exact = JavaClasses.convert(value, BigDecimal.class);
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new SQLException("'" + exact.toPlainString() + "' is not a whole number", "22018");
        }
        return JavaClasses.convert(exact, target);
    }
}
