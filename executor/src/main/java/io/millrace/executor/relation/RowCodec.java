package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import java.util.Arrays;

/**
 * Columns of a row as bytes whose unsigned order is the order of the values, NULL first; and back.
 *
 * <p>A byte says NULL (0) or not (1); numbers follow big endian with the sign flipped, doubles with their order made that of
 * whole numbers, byte strings with 0 escaped as 0 255 and ended by 0 0, nested values as {@link NestedBytes}.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RowCodec {
    private final int[] columns;
    private byte[] buffer = new byte[128];
    private int length;
    private final NestedBytes nestedBytes = new NestedBytes();

    /** @param columns the columns encoded, in this order */
    RowCodec(int[] columns) {
        this.columns = columns.clone();
    }

    /** Encodes behind a prefix of key group 0, which every key of a relation has. */
    byte[] encodeKey(RowBatch batch, int row) {
        return encodeKey(batch, row, columns);
    }

    /** As {@link #encodeKey(RowBatch, int)}, from other columns of the same storages. */
    byte[] encodeKey(RowBatch batch, int row, int[] fromColumns) {
        length = 2;
        buffer[0] = 0;
        buffer[1] = 0;
        for (int column : fromColumns) {
            append(batch.column(column), row);
        }
        return Arrays.copyOf(buffer, length);
    }

    byte[] encode(RowBatch batch, int row) {
        length = 0;
        for (int column : columns) {
            append(batch.column(column), row);
        }
        return Arrays.copyOf(buffer, length);
    }

    private void append(Column column, int row) {
        reserve(17);
        if (column.isNull(row)) {
            buffer[length++] = 0;
            return;
        }
        buffer[length++] = 1;
        if (column instanceof IntColumn ints) {
            putInt(ints.values()[row] ^ Integer.MIN_VALUE);
        } else if (column instanceof LongColumn longs) {
            putLong(longs.values()[row] ^ Long.MIN_VALUE);
        } else if (column instanceof DoubleColumn doubles) {
            long bits = Double.doubleToLongBits(DoubleColumn.canonical(doubles.values()[row]));
            putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        } else if (column instanceof WideColumn wides) {
            putLong(wides.high()[row] ^ Long.MIN_VALUE);
            putLong(wides.low()[row]);
        } else if (column instanceof BytesColumn bytes) {
            putBytes(bytes.data(), bytes.start(row), bytes.length(row));
        } else if (column instanceof NestedColumn nested) {
            nestedBytes.set(nested, row);
            reserve(nestedBytes.size());
            System.arraycopy(nestedBytes.data(), 0, buffer, length, nestedBytes.size());
            length += nestedBytes.size();
        }
    }

    private void putInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    private void putLong(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    private void putBytes(byte[] data, int from, int count) {
        reserve(2 * count + 2);
        for (int i = from; i < from + count; i++) {
            buffer[length++] = data[i];
            if (data[i] == 0) {
                buffer[length++] = (byte) 0xff;
            }
        }
        buffer[length++] = 0;
        buffer[length++] = 0;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }

    /** Appends the columns of a key to their builders. */
    void decodeKey(byte[] key, BatchBuilder out) {
        decode(key, 2, out);
    }

    void decode(byte[] bytes, BatchBuilder out) {
        decode(bytes, 0, out);
    }

    private void decode(byte[] bytes, int from, BatchBuilder out) {
        int at = from;
        for (int column : columns) {
            ColumnBuilder builder = out.column(column);
            if (bytes[at++] == 0) {
                builder.appendNull();
            } else {
                at = decodeValue(bytes, at, builder);
            }
        }
    }

    private static int decodeValue(byte[] bytes, int at, ColumnBuilder builder) {
        if (builder instanceof ColumnBuilder.OfInt ints) {
            ints.append((int) bigEndian(bytes, at, 4) ^ Integer.MIN_VALUE);
            return at + 4;
        } else if (builder instanceof ColumnBuilder.OfLong longs) {
            longs.append(bigEndian(bytes, at, 8) ^ Long.MIN_VALUE);
            return at + 8;
        } else if (builder instanceof ColumnBuilder.OfDouble doubles) {
            long bits = bigEndian(bytes, at, 8);
            doubles.append(Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits));
            return at + 8;
        } else if (builder instanceof ColumnBuilder.OfWide wides) {
            wides.append(bigEndian(bytes, at, 8) ^ Long.MIN_VALUE, bigEndian(bytes, at + 8, 8));
            return at + 16;
        } else if (builder instanceof ColumnBuilder.OfNested nested) {
            return NestedBytes.decode(bytes, at, nested);
        }
        return decodeBytes(bytes, at, (ColumnBuilder.OfBytes) builder);
    }

    private static int decodeBytes(byte[] bytes, int from, ColumnBuilder.OfBytes builder) {
        int at = from;
        int count = 0;
        byte[] target = builder.reserveNext(bytes.length - from);
        int position = builder.position();
        while (bytes[at] != 0 || bytes[at + 1] != 0) {
            target[position + count++] = bytes[at];
            at += bytes[at] == 0 ? 2 : 1;
        }
        builder.appended(count);
        return at + 2;
    }

    private static long bigEndian(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
