package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#BYTES}: row {@code r} is {@code data[offsets[r]] … data[offsets[r + 1] - 1]}. */
public final class BytesColumn extends Column {
    private final byte[] data;
    private final int[] offsets;

    /** @param offsets one more than there are rows, ascending */
    public BytesColumn(byte[] data, int[] offsets, long @Nullable [] nulls) {
        super(nulls);
        this.data = data;
        this.offsets = offsets;
    }

    public byte[] data() {
        return data;
    }

    public int[] offsets() {
        return offsets;
    }

    public int start(int row) {
        return offsets[row];
    }

    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** A copy of one value. */
    public byte[] bytes(int row) {
        return Arrays.copyOfRange(data, offsets[row], offsets[row + 1]);
    }

    @Override
    public Storage storage() {
        return Storage.BYTES;
    }

    @Override
    public int hash(int row) {
        return isNull(row) ? 0 : hash(data, offsets[row], offsets[row + 1]);
    }

    /** Murmur3 of a slice (32 bit, seed 0). Source: A. Appleby, SMHasher. */
    public static int hash(byte[] data, int from, int to) {
        int hash = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int word = (data[i] & 0xff) | (data[i + 1] & 0xff) << 8 | (data[i + 2] & 0xff) << 16 | data[i + 3] << 24;
            hash = Integer.rotateLeft(hash ^ scramble(word), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int shift = 0; i < to; i++, shift += 8) {
            tail |= (data[i] & 0xff) << shift;
        }
        hash ^= scramble(tail) ^ (to - from);
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int scramble(int word) {
        return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        return isNull == other.isNull(otherRow) && (isNull || equalBytes(row, (BytesColumn) other, otherRow));
    }

    private boolean equalBytes(int row, BytesColumn other, int otherRow) {
        return Arrays.equals(
                data, offsets[row], offsets[row + 1], other.data, other.offsets[otherRow], other.offsets[otherRow + 1]);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        BytesColumn that = (BytesColumn) other;
        return Arrays.compareUnsigned(
                data, offsets[row], offsets[row + 1], that.data, that.offsets[otherRow], that.offsets[otherRow + 1]);
    }
}
