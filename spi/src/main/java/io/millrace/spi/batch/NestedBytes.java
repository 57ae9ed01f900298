package io.millrace.spi.batch;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.Arrays;

/**
 * Nested values as bytes whose unsigned order is that of {@link NestedColumn#compare}, and of which none is the beginning of
 * another: for keys, state and constants.
 *
 * <p>Each element is a byte 1 and its value, or a byte 2 for NULL; an ARRAY or MAP ends with a byte 0. Whole numbers are big
 * endian with the sign flipped, doubles likewise once made to order as whole numbers, bytes have 0 escaped as 0 255 and end
 * with 0 0.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class NestedBytes {
    private static final int END = 0;
    private static final int VALUE = 1;
    private static final int NULL = 2;

    private byte[] data = new byte[64];
    private int size;

    /** The bytes so far, at the beginning of an array that may be longer. */
    public byte[] data() {
        return data;
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    /** Begins anew with a value that is not NULL. */
    public NestedBytes set(NestedColumn column, int row) {
        size = 0;
        append(column, row);
        return this;
    }

    private void append(NestedColumn column, int row) {
        int end = column.end(row);
        for (int position = column.start(row); position < end; position++) {
            for (int child = 0; child < column.childCount(); child++) {
                appendChild(column.child(child), position);
            }
        }
        if (column.kind() != TypeKind.ROW) {
            put(END);
        }
    }

    private void appendChild(Column column, int row) {
        if (column.isNull(row)) {
            put(NULL);
            return;
        }
        put(VALUE);
        if (column instanceof IntColumn ints) {
            putWord(ints.values()[row] ^ Integer.MIN_VALUE, Integer.BYTES);
        } else if (column instanceof LongColumn longs) {
            putWord(longs.values()[row] ^ Long.MIN_VALUE, Long.BYTES);
        } else if (column instanceof DoubleColumn doubles) {
            long bits = Double.doubleToLongBits(DoubleColumn.canonical(doubles.values()[row]));
            putWord(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE, Long.BYTES);
        } else if (column instanceof WideColumn wides) {
            putWord(wides.high()[row] ^ Long.MIN_VALUE, Long.BYTES);
            putWord(wides.low()[row], Long.BYTES);
        } else if (column instanceof BytesColumn bytes) {
            putBytes(bytes.data(), bytes.start(row), bytes.length(row));
        } else if (column instanceof NestedColumn nested) {
            append(nested, row);
        }
    }

    private void put(int value) {
        reserve(1);
        data[size++] = (byte) value;
    }

    private void putWord(long word, int bytes) {
        reserve(bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            data[size++] = (byte) (word >>> shift);
        }
    }

    private void putBytes(byte[] source, int from, int length) {
        reserve(Math.addExact(Math.multiplyExact(length, 2), 2));
        for (int i = from; i < from + length; i++) {
            data[size++] = source[i];
            if (source[i] == 0) {
                data[size++] = (byte) 0xff;
            }
        }
        data[size++] = 0;
        data[size++] = 0;
    }

    private void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(size + more, 2 * data.length));
        }
    }

    /** Appends the value encoded from {@code at} on; returns where it ends. */
    public static int decode(byte[] bytes, int at, ColumnBuilder.OfNested builder) {
        int position = at;
        if (builder.kind() == TypeKind.ROW) {
            for (int child = 0; child < builder.childCount(); child++) {
                position = decodeChild(bytes, position, builder.child(child));
            }
        } else {
            while (bytes[position] != END) {
                for (int child = 0; child < builder.childCount(); child++) {
                    position = decodeChild(bytes, position, builder.child(child));
                }
            }
            position++;
        }
        builder.endValue();
        return position;
    }

    private static int decodeChild(byte[] bytes, int at, ColumnBuilder builder) {
        if (bytes[at] == NULL) {
            builder.appendNull();
            return at + 1;
        }
        int start = at + 1;
        if (builder instanceof ColumnBuilder.OfInt ints) {
            ints.append((int) word(bytes, start, Integer.BYTES) ^ Integer.MIN_VALUE);
            return start + Integer.BYTES;
        } else if (builder instanceof ColumnBuilder.OfLong longs) {
            longs.append(word(bytes, start, Long.BYTES) ^ Long.MIN_VALUE);
            return start + Long.BYTES;
        } else if (builder instanceof ColumnBuilder.OfDouble doubles) {
            long bits = word(bytes, start, Long.BYTES);
            doubles.append(Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits));
            return start + Long.BYTES;
        } else if (builder instanceof ColumnBuilder.OfWide wides) {
            wides.append(word(bytes, start, Long.BYTES) ^ Long.MIN_VALUE, word(bytes, start + Long.BYTES, Long.BYTES));
            return start + 2 * Long.BYTES;
        } else if (builder instanceof ColumnBuilder.OfNested nested) {
            return decode(bytes, start, nested);
        }
        return decodeBytes(bytes, start, (ColumnBuilder.OfBytes) builder);
    }

    private static int decodeBytes(byte[] bytes, int start, ColumnBuilder.OfBytes builder) {
        int end = endOfBytes(bytes, start);
        byte[] target = builder.reserveNext(end - start);
        int first = builder.position();
        int size = first;
        for (int i = start; i < end - 2; i++) {
            target[size++] = bytes[i];
            if (bytes[i] == 0) {
                i++;
            }
        }
        builder.appended(size - first);
        return end;
    }

    private static long word(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    private static int endOfBytes(byte[] bytes, int start) {
        int i = start;
        while (bytes[i] != 0 || bytes[i + 1] != 0) {
            i += bytes[i] == 0 ? 2 : 1;
        }
        return i + 2;
    }

    /** Where the value of that type that is encoded from {@code at} on ends. */
    public static int skip(byte[] bytes, int at, DataType type) {
        int position = at;
        if (type.kind() == TypeKind.ROW) {
            return skipChildren(bytes, position, type);
        }
        while (bytes[position] != END) {
            position = skipChildren(bytes, position, type);
        }
        return position + 1;
    }

    private static int skipChildren(byte[] bytes, int at, DataType type) {
        int position = at;
        for (int child = 0; child < type.children().size(); child++) {
            position = bytes[position] == NULL ? position + 1 : skipValue(bytes, position + 1, type.child(child));
        }
        return position;
    }

    private static int skipValue(byte[] bytes, int at, DataType type) {
        Storage storage = type.storage();
        return switch (storage) {
            case INT -> at + Integer.BYTES;
            case LONG, DOUBLE -> at + Long.BYTES;
            case WIDE -> at + 2 * Long.BYTES;
            case BYTES -> endOfBytes(bytes, at);
            case NESTED -> skip(bytes, at, type);
        };
    }
}
