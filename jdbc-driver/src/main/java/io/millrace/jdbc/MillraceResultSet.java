package io.millrace.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.jspecify.annotations.Nullable;

/** A forward-only result set over {@link Rows}. */
final class MillraceResultSet extends AvaticaResultSet {
    private MillraceResultSet(@Nullable AvaticaStatement statement, Meta.Signature signature, TimeZone timeZone)
            throws SQLException {
        super(
                statement,
                new QueryState(signature.sql),
                signature,
                new AvaticaResultSetMetaData(statement, null, signature),
                timeZone,
                null);
    }

    static MillraceResultSet of(
            @Nullable AvaticaStatement statement, Meta.Signature signature, Rows rows, boolean encoded, TimeZone timeZone)
            throws SQLException {
        MillraceResultSet resultSet = new MillraceResultSet(statement, signature, timeZone);
        resultSet.execute2(new RowCursor(rows, signature.columns, encoded), signature.columns);
        return resultSet;
    }

    /** A result set of rows that are there already, without a statement. */
    static MillraceResultSet of(Meta.Signature signature, List<? extends List<?>> rows) throws SQLException {
        Iterator<? extends List<?>> iterator = rows.iterator();
        Rows source = new Rows() {
            @Override
            public @Nullable Object next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        };
        return of(null, signature, source, false, TimeZone.getDefault());
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (isClosed()) {
            throw SqlErrors.closed("result set");
        }
    }

    /** Avatica closes a cursor without asking whether that works; a server that is gone has ended the query anyway. */
    @Override
    public void close() {
        try {
            super.close();
        } catch (RuntimeException e) {
            if (!SqlErrors.isConnectionError(SqlErrors.of(e))) {
                throw e;
            }
        }
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        checkOpen();
        if (columnIndex < 1 || columnIndex > accessorList.size()) {
            throw SqlErrors.of(
                    "there is no column " + columnIndex + ": expected 1 to " + accessorList.size(), "42703");
        }
        return accessorList.get(columnIndex - 1).getObject();
    }

    @Override
    public int findColumn(String columnLabel) throws SQLException {
        checkOpen();
        for (int i = 0; i < columnMetaDataList.size(); i++) {
            if (columnMetaDataList.get(i).label.equalsIgnoreCase(columnLabel)) {
                return i + 1;
            }
        }
        throw SqlErrors.of("there is no column \"" + columnLabel + "\" in the result", "42703");
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != ResultSet.FETCH_FORWARD) {
            throw SqlErrors.unsupported("a fetch direction other than forward");
        }
    }

    @Override
    public int getFetchDirection() {
        return ResultSet.FETCH_FORWARD;
    }
}
