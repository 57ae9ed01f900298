package io.millrace.plan.expression;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A constant, as canonical text so that a plan prints and serialises without loss: whole numbers in decimal digits (for
 * INT, LONG and WIDE storage the stored number itself: days, microseconds, unscaled decimals, 0 or 1), doubles as
 * {@link Double#toString(double)}, text as it is, other bytes and nested values ({@link
 * io.millrace.spi.batch.NestedBytes}) in hexadecimal.
 *
 * @param value null for NULL
 */
public record Literal(DataType type, @Nullable String value) implements Expression {
    public static Literal ofNull(DataType type) {
        return new Literal(type.withNullable(true), null);
    }

    /** A constant of INT or LONG storage. */
    public static Literal of(DataType type, long storedValue) {
        return new Literal(type.notNull(), Long.toString(storedValue));
    }

    public static Literal of(DataType type, double value) {
        return new Literal(type.notNull(), Double.toString(value));
    }

    public static Literal of(DataType type, BigInteger unscaled) {
        return new Literal(type.notNull(), unscaled.toString());
    }

    public static Literal ofText(DataType type, String text) {
        return new Literal(type.notNull(), text);
    }

    public static Literal ofBytes(DataType type, byte[] bytes) {
        return new Literal(
                type.notNull(),
                type.kind().isText()
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : HexFormat.of().formatHex(bytes));
    }

    public boolean holdsNull() {
        return value == null;
    }

    /** The stored number of an INT or LONG constant. */
    public long longValue() {
        return Long.parseLong(text());
    }

    public double doubleValue() {
        return Double.parseDouble(text());
    }

    /** The stored number of a WIDE constant. */
    public BigInteger bigValue() {
        return new BigInteger(text());
    }

    /** The bytes of a BYTES or NESTED constant. */
    public byte[] bytesValue() {
        return type.kind().isText()
                ? text().getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(text());
    }

    /** The canonical text of a constant that is not NULL. */
    public String text() {
        if (value == null) {
            throw new IllegalStateException("the literal is NULL");
        }
        return value;
    }

    @Override
    public String toString() {
        if (value == null) {
            return "NULL";
        } else if (type.kind().isNested()) {
            return LiteralText.nested(this);
        }
        return type.storage() == Storage.BYTES ? "'" + value.replace("'", "''") + "'" : LiteralText.of(type, value);
    }
}
