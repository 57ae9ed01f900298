package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;

/**
 * Appends the values of one column, from slices of bytes. What does not suit the column's type is a {@link BadRow}.
 *
 * <p><b>Threading:</b> one thread.
 */
public abstract class ColumnDecoder {
    private static final int SHOWN_LENGTH_MAX = 80;

    private final Field field;
    private ColumnBuilder column;

    ColumnDecoder(Field field) {
        this.field = field;
        column = ColumnBuilder.of(field.type(), 1);
    }

    public static ColumnDecoder of(Field field) {
        return switch (field.type().kind()) {
            case BOOLEAN -> new BooleanDecoder(field);
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                new IntegralDecoder(field);
            case REAL, DOUBLE -> new DoubleDecoder(field);
            case DECIMAL -> new DecimalDecoder(field);
            case CHAR, VARCHAR -> new TextDecoder(field);
            case JSON -> new JsonTextDecoder(field);
            case BINARY, VARBINARY -> new BinaryDecoder(field);
            case UUID -> new UuidDecoder(field);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> new TemporalDecoder(field);
            case ARRAY, MAP, ROW -> new NestedDecoder(field);
            case NULL -> new NullDecoder(field);
        };
    }

    public final Field field() {
        return field;
    }

    /** Where the next values go. */
    public final void bind(ColumnBuilder newColumn) {
        column = newColumn;
        bound(newColumn);
    }

    /** The same, with the builder's class known. */
    abstract void bound(ColumnBuilder newColumn);

    /** A value written as plain text, as in CSV. */
    public abstract void text(byte[] data, int from, int to);

    /** A JSON string, between its quotes, free of escapes. */
    public void jsonString(byte[] data, int from, int to) {
        throw expected('"' + shown(data, from, to) + '"');
    }

    /** A JSON number. */
    public void jsonNumber(byte[] data, int from, int to) {
        throw expected(shown(data, from, to));
    }

    public void jsonBoolean(boolean value) {
        throw expected(Boolean.toString(value));
    }

    /** A well-formed JSON value, if this decoder {@link #takesJson}; else only objects and arrays come here. */
    public void json(byte[] data, int from, int to) {
        throw expected(shown(data, from, to));
    }

    /** Whether values of every kind (but null) are wanted as JSON text. */
    public boolean takesJson() {
        return field.type().kind() == TypeKind.JSON;
    }

    /** NULL, or no value at all. */
    public final void nothing() {
        if (!field.type().nullable()) {
            throw new BadRow("column \"" + field.name() + "\": expected " + field.type() + ", found no value");
        }
        column.appendNull();
    }

    final BadRow expected(byte[] data, int from, int to) {
        return expected('\'' + shown(data, from, to) + '\'');
    }

    private BadRow expected(String found) {
        return new BadRow(
                "column \"" + field.name() + "\": expected " + field.type().sqlName() + ", found " + found);
    }

    private static String shown(byte[] data, int from, int to) {
        int end = Math.min(to, from + SHOWN_LENGTH_MAX);
        return new String(data, from, end - from, StandardCharsets.UTF_8) + (end < to ? "…" : "");
    }
}
