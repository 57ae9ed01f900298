package io.millrace.jdbc;

import io.millrace.jdbc.link.WireType;
import io.millrace.jdbc.value.ValueAccessor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.ArrayImpl;
import org.apache.calcite.avatica.util.Cursor;
import org.jspecify.annotations.Nullable;

/** A result set's place in its rows; decodes only the values it is asked for. */
final class RowCursor implements Cursor, ValueAccessor.Source {
    private final Rows rows;
    private final WireType @Nullable [] encodedTypes;
    private @Nullable List<?> row;
    private boolean wasNull;

    /** @param encoded whether the values come in the form of {@link WireType} */
    RowCursor(Rows rows, List<ColumnMetaData> columns, boolean encoded) {
        this.rows = rows;
        this.encodedTypes = encoded
                ? columns.stream()
                        .map(column -> WireType.of(column.type.id, column.type.name))
                        .toArray(WireType[]::new)
                : null;
    }

    @Override
    public List<Accessor> createAccessors(
            List<ColumnMetaData> columns, Calendar localCalendar, ArrayImpl.Factory factory) {
        List<Accessor> accessors = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            accessors.add(new ValueAccessor(this, i, columns.get(i)));
        }
        return accessors;
    }

    @Override
    public boolean next() throws SQLException {
        row = null;
        row = (List<?>) rows.next();
        return row != null;
    }

    @Override
    public @Nullable Object value(int column) throws SQLException {
        List<?> current = row;
        if (current == null) {
            throw SqlErrors.of("the result set stands on no row: call next() first", "24000");
        }
        Object raw = current.get(column);
        wasNull = raw == null;
        return encodedTypes == null ? raw : encodedTypes[column].decode(raw);
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public void close() {
        rows.close();
    }
}
