package io.millrace.jdbc;

import io.millrace.jdbc.link.WireValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.AvaticaSite;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of one parameter is put, as a {@link WireValue}: Avatica's own form loses microseconds and knows no {@code
 * java.time}. The server converts the value to the type of the parameter.
 */
final class ParameterSite extends AvaticaSite {
    private final TypedValue[] slots;
    private final int index;

    ParameterSite(AvaticaParameter parameter, Calendar calendar, int index, TypedValue[] slots) {
        super(parameter, calendar, index, slots);
        this.slots = slots;
        this.index = index;
    }

    private void put(@Nullable Object value) {
        slots[index] = value == null
                ? TypedValue.EXPLICIT_NULL
                : TypedValue.ofLocal(ColumnMetaData.Rep.OBJECT, WireValue.encode(value));
    }

    private void put(ParameterValues.Maker maker) {
        try {
            put(maker.make());
        } catch (SQLException e) {
            throw SqlErrors.unchecked(e);
        }
    }

    private void refuse(String type) {
        put(() -> {
            throw SqlErrors.unsupported("a parameter of type " + type);
        });
    }

    private static String text(Reader reader, long length) throws SQLException {
        try {
            StringWriter text = new StringWriter();
            char[] buffer = new char[8_192];
            long left = length;
            while (left > 0) {
                int read = reader.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                text.write(buffer, 0, read);
                left -= read;
            }
            return text.toString();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static byte[] bytes(InputStream stream, long length) throws SQLException {
        try {
            return stream.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static SQLException unreadable(IOException e) {
        return SqlErrors.of("the stream given as a parameter cannot be read: " + e.getMessage(), "22023");
    }

    private void putText(@Nullable Reader reader, long length) {
        put(() -> reader == null ? null : text(reader, length));
    }

    private void putBytes(@Nullable InputStream stream, long length) {
        put(() -> stream == null ? null : bytes(stream, length));
    }

    private void putText(@Nullable InputStream stream, long length) {
        put(() -> stream == null ? null : new String(bytes(stream, length), StandardCharsets.UTF_8));
    }

    @Override
    public void setByte(byte value) {
        put((Object) value);
    }

    @Override
    public void setChar(char value) {
        put(String.valueOf(value));
    }

    @Override
    public void setShort(short value) {
        put((Object) value);
    }

    @Override
    public void setInt(int value) {
        put((Object) value);
    }

    @Override
    public void setLong(long value) {
        put((Object) value);
    }

    @Override
    public void setBoolean(boolean value) {
        put((Object) value);
    }

    @Override
    public void setFloat(float value) {
        put((Object) value);
    }

    @Override
    public void setDouble(double value) {
        put((Object) value);
    }

    @Override
    public void setBigDecimal(@Nullable BigDecimal value) {
        put((Object) value);
    }

    @Override
    public void setString(@Nullable String value) {
        put((Object) value);
    }

    @Override
    public void setNString(@Nullable String value) {
        put((Object) value);
    }

    @Override
    public void setBytes(byte @Nullable [] value) {
        put((Object) value);
    }

    @Override
    public void setTimestamp(@Nullable Timestamp value, @Nullable Calendar calendar) {
        put(() -> value == null ? null : ParameterValues.of(value, calendar));
    }

    @Override
    public void setTime(@Nullable Time value, @Nullable Calendar calendar) {
        put(() -> value == null ? null : ParameterValues.of(value, calendar));
    }

    @Override
    public void setDate(@Nullable Date value, @Nullable Calendar calendar) {
        put(() -> value == null ? null : ParameterValues.of(value, calendar));
    }

    @Override
    public void setObject(@Nullable Object value) {
        put(() -> value == null ? null : ParameterValues.of(value, null));
    }

    @Override
    public void setObject(@Nullable Object value, int targetSqlType) {
        setObject(value);
    }

    @Override
    public void setObject(@Nullable Object value, int targetSqlType, int scaleOrLength) {
        if (value instanceof BigDecimal decimal && (targetSqlType == Types.DECIMAL || targetSqlType == Types.NUMERIC)) {
            setBigDecimal(decimal.setScale(scaleOrLength, RoundingMode.HALF_UP));
        } else {
            setObject(value);
        }
    }

    @Override
    public void setNull(int sqlType) {
        put((Object) null);
    }

    @Override
    public void setNull(int sqlType, String typeName) {
        put((Object) null);
    }

    @Override
    public void setArray(@Nullable Array value) {
        setObject(value);
    }

    @Override
    public void setBlob(@Nullable Blob value) {
        setObject(value);
    }

    @Override
    public void setClob(@Nullable Clob value) {
        setObject(value);
    }

    @Override
    public void setURL(@Nullable URL value) {
        setString(value == null ? null : value.toString());
    }

    @Override
    public void setNCharacterStream(@Nullable Reader value, long length) {
        putText(value, length);
    }

    @Override
    public void setNCharacterStream(@Nullable Reader value) {
        putText(value, Long.MAX_VALUE);
    }

    @Override
    public void setCharacterStream(@Nullable Reader value, long length) {
        putText(value, length);
    }

    @Override
    public void setCharacterStream(@Nullable Reader value) {
        putText(value, Long.MAX_VALUE);
    }

    @Override
    public void setClob(@Nullable Reader value, long length) {
        putText(value, length);
    }

    @Override
    public void setClob(@Nullable Reader value) {
        putText(value, Long.MAX_VALUE);
    }

    @Override
    public void setNClob(@Nullable Reader value, long length) {
        putText(value, length);
    }

    @Override
    public void setNClob(@Nullable Reader value) {
        putText(value, Long.MAX_VALUE);
    }

    @Override
    public void setAsciiStream(@Nullable InputStream value, long length) {
        putText(value, length);
    }

    @Override
    public void setAsciiStream(@Nullable InputStream value) {
        putText(value, Long.MAX_VALUE);
    }

    @Override
    public void setUnicodeStream(@Nullable InputStream value, int length) {
        putText(value, length);
    }

    @Override
    public void setBinaryStream(@Nullable InputStream value, long length) {
        putBytes(value, length);
    }

    @Override
    public void setBinaryStream(@Nullable InputStream value) {
        putBytes(value, Long.MAX_VALUE);
    }

    @Override
    public void setBlob(@Nullable InputStream value, long length) {
        putBytes(value, length);
    }

    @Override
    public void setBlob(@Nullable InputStream value) {
        putBytes(value, Long.MAX_VALUE);
    }

    @Override
    public void setNClob(@Nullable NClob value) {
        refuse("NCLOB");
    }

    @Override
    public void setSQLXML(@Nullable SQLXML value) {
        refuse("SQLXML");
    }

    @Override
    public void setRef(@Nullable Ref value) {
        refuse("REF");
    }

    @Override
    public void setRowId(@Nullable RowId value) {
        refuse("ROWID");
    }
}
