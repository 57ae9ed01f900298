package io.millrace.executor.operator.aggregate;

import io.millrace.plan.node.AggregateKey;
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
import io.millrace.spi.type.Storage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Several columns as one byte string, ordered as its keys and then its value are: each key a marker for NULL and the bytes of
 * the value, inverted where it descends; then the value, NULL before or behind all others; then the place where the value
 * begins.
 */
record Composite(List<AggregateKey> order, int value, Storage valueStorage, boolean nullFirst) {
    private static final byte VALUE = 1;
    private static final int WORD = 8;

    Composite {
        order = List.copyOf(order);
    }

    /** A column that has the composites of some rows of a batch, at their physical positions. */
    BytesColumn of(RowBatch batch, int[] rows, int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, rows[i] + 1);
        }
        byte[][] encoded = new byte[last][];
        int size = 0;
        Writer writer = new Writer();
        for (int i = 0; i < count; i++) {
            encoded[rows[i]] = encode(batch, rows[i], writer);
            size += encoded[rows[i]].length;
        }
        byte[] data = new byte[size];
        int[] offsets = new int[last + 1];
        int at = 0;
        for (int row = 0; row < last; row++) {
            offsets[row] = at;
            if (encoded[row] != null) {
                System.arraycopy(encoded[row], 0, data, at, encoded[row].length);
                at += encoded[row].length;
            }
        }
        offsets[last] = at;
        return new BytesColumn(data, offsets, null);
    }

    private byte[] encode(RowBatch batch, int row, Writer writer) {
        writer.size = 0;
        for (AggregateKey key : order) {
            int from = writer.size;
            Column column = batch.column(key.column());
            if (column.isNull(row)) {
                writer.put(key.nullsFirst() == key.descending() ? VALUE + 1 : VALUE - 1);
            } else {
                writer.put(VALUE);
                writer.put(column, row);
            }
            if (key.descending()) {
                writer.invert(from);
            }
        }
        int valueAt = writer.size;
        Column column = batch.column(value);
        if (column.isNull(row)) {
            writer.put(nullFirst ? VALUE - 1 : VALUE + 1);
        } else {
            writer.put(VALUE);
            writer.put(column, row);
        }
        writer.putInt(valueAt);
        return writer.toArray();
    }

    /** Appends the value of a composite. */
    void appendValue(BytesColumn composites, int row, ColumnBuilder out) {
        byte[] data = composites.data();
        int start = composites.start(row);
        int end = start + composites.length(row) - Integer.BYTES;
        int at = start + ByteBuffer.wrap(data).getInt(end);
        if (data[at] != VALUE) {
            out.appendNull();
            return;
        }
        ByteBuffer from = ByteBuffer.wrap(data, at + 1, end - at - 1);
        switch (valueStorage) {
            case INT -> ((ColumnBuilder.OfInt) out).append(from.getInt() ^ Integer.MIN_VALUE);
            case LONG -> ((ColumnBuilder.OfLong) out).append(from.getLong() ^ Long.MIN_VALUE);
            case DOUBLE ->
                ((ColumnBuilder.OfDouble) out)
                        .append(Double.longBitsToDouble(orderedBits(from.getLong() ^ Long.MIN_VALUE)));
            case WIDE -> ((ColumnBuilder.OfWide) out).append(from.getLong() ^ Long.MIN_VALUE, from.getLong());
            case BYTES -> appendBytes(data, at + 1, end - 2, (ColumnBuilder.OfBytes) out);
            case NESTED -> NestedBytes.decode(data, at + 1, (ColumnBuilder.OfNested) out);
        }
    }

    private static void appendBytes(byte[] data, int from, int to, ColumnBuilder.OfBytes out) {
        byte[] target = out.reserveNext(to - from);
        int begin = out.position();
        int size = begin;
        for (int i = from; i < to; i++) {
            target[size++] = data[i];
            i += data[i] == 0 ? 1 : 0;
        }
        out.appended(size - begin);
    }

    /** Bits of a double made to order as signed longs do; its own inverse. */
    private static long orderedBits(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    /** Bytes that grow. */
    private static final class Writer {
        private byte[] data = new byte[64];
        private int size;

        void put(int value) {
            reserve(1);
            data[size++] = (byte) value;
        }

        void putInt(int value) {
            reserve(Integer.BYTES);
            ByteBuffer.wrap(data).putInt(size, value);
            size += Integer.BYTES;
        }

        private void putLong(long value) {
            reserve(WORD);
            ByteBuffer.wrap(data).putLong(size, value);
            size += WORD;
        }

        void put(Column column, int row) {
            if (column instanceof IntColumn ints) {
                putInt(ints.values()[row] ^ Integer.MIN_VALUE);
            } else if (column instanceof LongColumn longs) {
                putLong(longs.values()[row] ^ Long.MIN_VALUE);
            } else if (column instanceof DoubleColumn doubles) {
                long bits = Double.doubleToLongBits(DoubleColumn.canonical(doubles.values()[row]));
                putLong(orderedBits(bits) ^ Long.MIN_VALUE);
            } else if (column instanceof WideColumn wides) {
                putLong(wides.high()[row] ^ Long.MIN_VALUE);
                putLong(wides.low()[row]);
            } else if (column instanceof NestedColumn nested) {
                NestedBytes bytes = new NestedBytes().set(nested, row);
                reserve(bytes.size());
                System.arraycopy(bytes.data(), 0, data, size, bytes.size());
                size += bytes.size();
            } else {
                putBytes((BytesColumn) column, row);
            }
        }

        /** Escaped (0 as 0 255) and ended by 0 0, so that what begins another comes before it. */
        private void putBytes(BytesColumn bytes, int row) {
            reserve(2 * bytes.length(row) + 2);
            for (int i = bytes.start(row); i < bytes.start(row) + bytes.length(row); i++) {
                data[size++] = bytes.data()[i];
                if (bytes.data()[i] == 0) {
                    data[size++] = (byte) 0xff;
                }
            }
            data[size++] = 0;
            data[size++] = 0;
        }

        void invert(int from) {
            for (int i = from; i < size; i++) {
                data[i] = (byte) ~data[i];
            }
        }

        private void reserve(int bytes) {
            if (data.length < size + bytes) {
                data = Arrays.copyOf(data, Math.max(data.length * 2, size + bytes));
            }
        }

        byte[] toArray() {
            return Arrays.copyOf(data, size);
        }
    }
}
