package io.millrace.jdbc.value;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ARRAY. Arrays inside it are {@code Object[]}. <b>Threading:</b> any thread. */
public final class ArrayValue implements Array {
    private final int baseType;
    private final String baseTypeName;
    private final List<@Nullable Object> values;

    /**
     * @param baseType of {@link Types}
     * @param values as they travel
     */
    public ArrayValue(int baseType, String baseTypeName, List<? extends @Nullable Object> values) {
        this.baseType = baseType;
        this.baseTypeName = baseTypeName;
        this.values = Collections.unmodifiableList(new ArrayList<@Nullable Object>(values));
    }

    /** Of objects a client gave, with the name of a type. */
    public static ArrayValue of(String typeName, List<? extends @Nullable Object> values) {
        return new ArrayValue(Types.OTHER, typeName, values);
    }

    public List<@Nullable Object> values() {
        return values;
    }

    @Override
    public String getBaseTypeName() {
        return baseTypeName;
    }

    @Override
    public int getBaseType() {
        return baseType;
    }

    @Override
    public @Nullable Object[] getArray() {
        return values.stream().map(ArrayValue::shown).toArray();
    }

    /** A value inside another as JDBC gives it. */
    static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ArrayValue::shown).toArray();
        }
        try {
            return value == null ? null : JavaClasses.byDefault(value);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Object[] getArray(long index, int count) throws SQLException {
        if (index < 1 || count < 0 || index - 1 + count > values.size()) {
            throw new SQLException(
                    "an array of " + values.size() + " elements has no " + count + " from " + index + " on", "2202E");
        }
        return values.subList((int) index - 1, (int) index - 1 + count).stream()
                .map(ArrayValue::shown)
                .toArray();
    }

    @Override
    public @Nullable Object[] getArray(@Nullable Map<String, Class<?>> map) {
        return getArray();
    }

    @Override
    public @Nullable Object[] getArray(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        throw new SQLFeatureNotSupportedException("an array as a result set is not supported", "0A000");
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public void free() {}

    @Override
    public String toString() {
        return Texts.of(values);
    }
}
