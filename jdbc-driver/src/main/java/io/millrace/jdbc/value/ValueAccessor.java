package io.millrace.jdbc.value;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.Cursor;
import org.joou.UByte;
import org.joou.UInteger;
import org.joou.ULong;
import org.joou.UShort;
import org.jspecify.annotations.Nullable;

/** One column of the row a result set stands on, in whatever form it is asked for. */
public final class ValueAccessor implements Cursor.Accessor {

    /** Where the accessor gets the current row's value from; remembers whether the last value was null. */
    public interface Source {
        @Nullable Object value(int column) throws SQLException;

        boolean wasNull();
    }

    private final Source source;
    private final int column;
    private final ColumnMetaData metaData;

    public ValueAccessor(Source source, int column, ColumnMetaData metaData) {
        this.source = source;
        this.column = column;
        this.metaData = metaData;
    }

    private @Nullable Object value() throws SQLException {
        return source.value(column);
    }

    private long wholeNumber(long min, long max, String target) throws SQLException {
        Object value = value();
        return value == null ? 0 : Numbers.toLong(value, min, max, target);
    }

    @Override
    public boolean wasNull() {
        return source.wasNull();
    }

    @Override
    public @Nullable String getString() throws SQLException {
        Object value = value();
        return value == null ? null : Texts.of(value);
    }

    @Override
    public boolean getBoolean() throws SQLException {
        Object value = value();
        return value != null && Numbers.toBoolean(value);
    }

    @Override
    public byte getByte() throws SQLException {
        return (byte) wholeNumber(Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    @Override
    public short getShort() throws SQLException {
        return (short) wholeNumber(Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    @Override
    public int getInt() throws SQLException {
        return (int) wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    @Override
    public long getLong() throws SQLException {
        return wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE, "long");
    }

    @Override
    public float getFloat() throws SQLException {
        Object value = value();
        return value == null ? 0 : Numbers.toFloat(value);
    }

    @Override
    public double getDouble() throws SQLException {
        Object value = value();
        return value == null ? 0 : Numbers.toDouble(value);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal() throws SQLException {
        Object value = value();
        return value == null ? null : Numbers.toBigDecimal(value, "a decimal");
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int scale) throws SQLException {
        BigDecimal value = getBigDecimal();
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes() throws SQLException {
        Object value = value();
        return value == null ? null : Bytes.of(value);
    }

    @Override
    public @Nullable InputStream getAsciiStream() throws SQLException {
        String text = getString();
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable InputStream getUnicodeStream() throws SQLException {
        String text = getString();
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable InputStream getBinaryStream() throws SQLException {
        Object value = value();
        return value == null ? null : Bytes.stream(value);
    }

    @Override
    public @Nullable Reader getCharacterStream() throws SQLException {
        String text = getString();
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Object getObject() throws SQLException {
        Object value = value();
        if (value instanceof List<?>) {
            return getArray();
        }
        return value == null ? null : JavaClasses.byDefault(value);
    }

    @Override
    public @Nullable Object getObject(Map<String, Class<?>> map) throws SQLException {
        return getObject();
    }

    @Override
    public <T> @Nullable T getObject(Class<T> type) throws SQLException {
        Object value = value();
        if (value instanceof List<?> && type == Array.class) {
            return type.cast(getArray());
        }
        return value == null ? null : JavaClasses.convert(value, type);
    }

    @Override
    public @Nullable Blob getBlob() throws SQLException {
        byte[] bytes = getBytes();
        return bytes == null ? null : new SerialBlob(bytes);
    }

    @Override
    public @Nullable Clob getClob() throws SQLException {
        String text = getString();
        return text == null ? null : new SerialClob(text.toCharArray());
    }

    @Override
    public @Nullable Array getArray() throws SQLException {
        Object value = value();
        if (value == null) {
            return null;
        } else if (value instanceof List<?> list) {
            return metaData.type instanceof ColumnMetaData.ArrayType type
                    ? new ArrayValue(type.getComponent().id, type.getComponent().name, list)
                    : ArrayValue.of("OTHER", list);
        }
        throw Numbers.notA(value, "an array", null);
    }

    @Override
    public @Nullable Date getDate(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : Times.toDate(value, calendar);
    }

    @Override
    public @Nullable Time getTime(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : Times.toTime(value, calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : Times.toTimestamp(value, calendar);
    }

    @Override
    public @Nullable URL getURL() throws SQLException {
        String text = getString();
        try {
            return text == null ? null : new URL(text);
        } catch (MalformedURLException e) {
            throw Numbers.notA(text, "a URL", e);
        }
    }

    @Override
    public @Nullable String getNString() throws SQLException {
        return getString();
    }

    @Override
    public @Nullable Reader getNCharacterStream() throws SQLException {
        return getCharacterStream();
    }

    @Override
    public UByte getUByte() throws SQLException {
        return UByte.valueOf(wholeNumber(0, 255, "unsigned byte"));
    }

    @Override
    public UShort getUShort() throws SQLException {
        return UShort.valueOf((int) wholeNumber(0, 65_535, "unsigned short"));
    }

    @Override
    public UInteger getUInt() throws SQLException {
        return UInteger.valueOf(wholeNumber(0, 4_294_967_295L, "unsigned int"));
    }

    @Override
    public ULong getULong() throws SQLException {
        return ULong.valueOf(wholeNumber(0, Long.MAX_VALUE, "unsigned long"));
    }

    @Override
    public NClob getNClob() throws SQLException {
        throw unsupported("NCLOB");
    }

    @Override
    public SQLXML getSQLXML() throws SQLException {
        throw unsupported("SQLXML");
    }

    @Override
    public Ref getRef() throws SQLException {
        throw unsupported("REF");
    }

    @Override
    public @Nullable Struct getStruct() throws SQLException {
        Object value = value();
        if (value == null || value instanceof StructValue) {
            return (StructValue) value;
        }
        throw Numbers.notA(value, "a row", null);
    }

    private static SQLException unsupported(String type) {
        return new SQLFeatureNotSupportedException(type + " is not supported", "0A000");
    }
}
