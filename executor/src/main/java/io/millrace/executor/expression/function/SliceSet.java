package io.millrace.executor.expression.function;

import io.millrace.spi.batch.BytesColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constants of an IN list of texts: a hash table, linear probing, at most half full. Immutable. */
public final class SliceSet {
    private final @Nullable Slice[] slots;

    private SliceSet(int bits) {
        slots = new Slice[1 << bits];
    }

    public static SliceSet of(List<byte[]> values) {
        SliceSet set = new SliceSet(Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(values.size()) + 1));
        for (byte[] value : values) {
            Slice slice = Slice.of(value);
            set.slots[set.slot(slice)] = slice;
        }
        return set;
    }

    public boolean contains(Slice value) {
        return slots[slot(value)] != null;
    }

    /** Where the value is, or would be. */
    private int slot(Slice value) {
        int slot = BytesColumn.hash(value.data(), value.from(), value.to()) & slots.length - 1;
        for (Slice held = slots[slot]; held != null && !Slices.equal(held, value); held = slots[slot]) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
