package io.millrace.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.AbstractList;
import java.util.Calendar;
import java.util.Iterator;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.util.Cursor;
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
            @Nullable AvaticaStatement statement,
            Meta.Signature signature,
            Rows rows,
            boolean encoded,
            TimeZone timeZone)
            throws SQLException {
        MillraceResultSet resultSet = new MillraceResultSet(statement, signature, timeZone);
        resultSet.execute2(new RowCursor(rows, signature.columns, encoded), signature.columns);
        resultSet.accessorList = new Accessors(resultSet.accessorList);
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
            SQLException error = SqlErrors.of(e);
            if (!SqlErrors.isConnectionError(error)) {
                throw SqlErrors.unchecked(error);
            }
        }
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        checkOpen();
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

    // ---- by label: Avatica's look-up fails without a SQLSTATE

    @Override
    public @Nullable String getString(String columnLabel) throws SQLException {
        return getString(findColumn(columnLabel));
    }

    @Override
    public boolean getBoolean(String columnLabel) throws SQLException {
        return getBoolean(findColumn(columnLabel));
    }

    @Override
    public byte getByte(String columnLabel) throws SQLException {
        return getByte(findColumn(columnLabel));
    }

    @Override
    public short getShort(String columnLabel) throws SQLException {
        return getShort(findColumn(columnLabel));
    }

    @Override
    public int getInt(String columnLabel) throws SQLException {
        return getInt(findColumn(columnLabel));
    }

    @Override
    public long getLong(String columnLabel) throws SQLException {
        return getLong(findColumn(columnLabel));
    }

    @Override
    public float getFloat(String columnLabel) throws SQLException {
        return getFloat(findColumn(columnLabel));
    }

    @Override
    public double getDouble(String columnLabel) throws SQLException {
        return getDouble(findColumn(columnLabel));
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(String columnLabel) throws SQLException {
        return getBigDecimal(findColumn(columnLabel));
    }

    @Override
    public byte @Nullable [] getBytes(String columnLabel) throws SQLException {
        return getBytes(findColumn(columnLabel));
    }

    @Override
    public @Nullable Date getDate(String columnLabel) throws SQLException {
        return getDate(findColumn(columnLabel));
    }

    @Override
    public @Nullable Time getTime(String columnLabel) throws SQLException {
        return getTime(findColumn(columnLabel));
    }

    @Override
    public @Nullable Timestamp getTimestamp(String columnLabel) throws SQLException {
        return getTimestamp(findColumn(columnLabel));
    }

    @Override
    public @Nullable InputStream getAsciiStream(String columnLabel) throws SQLException {
        return getAsciiStream(findColumn(columnLabel));
    }

    @Override
    public @Nullable InputStream getBinaryStream(String columnLabel) throws SQLException {
        return getBinaryStream(findColumn(columnLabel));
    }

    @Override
    public @Nullable Reader getCharacterStream(String columnLabel) throws SQLException {
        return getCharacterStream(findColumn(columnLabel));
    }

    @Override
    public @Nullable Object getObject(String columnLabel) throws SQLException {
        return getObject(findColumn(columnLabel));
    }

    @Override
    public @Nullable Blob getBlob(String columnLabel) throws SQLException {
        return getBlob(findColumn(columnLabel));
    }

    @Override
    public @Nullable Clob getClob(String columnLabel) throws SQLException {
        return getClob(findColumn(columnLabel));
    }

    @Override
    public @Nullable Array getArray(String columnLabel) throws SQLException {
        return getArray(findColumn(columnLabel));
    }

    @Override
    public @Nullable URL getURL(String columnLabel) throws SQLException {
        return getURL(findColumn(columnLabel));
    }

    @Override
    public @Nullable String getNString(String columnLabel) throws SQLException {
        return getNString(findColumn(columnLabel));
    }

    @Override
    public @Nullable Reader getNCharacterStream(String columnLabel) throws SQLException {
        return getNCharacterStream(findColumn(columnLabel));
    }

    @Override
    public @Nullable Date getDate(String columnLabel, @Nullable Calendar calendar) throws SQLException {
        return getDate(findColumn(columnLabel), calendar);
    }

    @Override
    public @Nullable Time getTime(String columnLabel, @Nullable Calendar calendar) throws SQLException {
        return getTime(findColumn(columnLabel), calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(String columnLabel, @Nullable Calendar calendar) throws SQLException {
        return getTimestamp(findColumn(columnLabel), calendar);
    }

    @Override
    public <T> @Nullable T getObject(String columnLabel, Class<T> type) throws SQLException {
        return getObject(findColumn(columnLabel), type);
    }

    /** The accessors of the columns; one that is not there is the user's error. */
    private static final class Accessors extends AbstractList<Cursor.Accessor> {
        private final List<Cursor.Accessor> accessors;

        Accessors(List<Cursor.Accessor> accessors) {
            this.accessors = accessors;
        }

        @Override
        public Cursor.Accessor get(int index) {
            if (index < 0 || index >= accessors.size()) {
                throw SqlErrors.unchecked(SqlErrors.of(
                        "there is no column " + (index + 1) + ": expected 1 to " + accessors.size(), "42703"));
            }
            return accessors.get(index);
        }

        @Override
        public int size() {
            return accessors.size();
        }
    }
}
