package io.millrace.executor.state.table;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.ValueCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks the pairs of one owner of {@link OrderedSlots}: its tree in memory merged with what is only in the store. */
final class OrderedWalk implements ValueCursor {
    private static final int NONE = -1;

    private final SlotTable pairs;
    private final KeyCodec codec;
    private final Treap links;
    private final @Nullable StateCursor stored;
    private final boolean descending;

    /** Slots of the tree that are still to come, the next one on top; what lies behind each is its subtree. */
    private int[] stack = new int[32];

    private int depth;
    private final ByteSink own = new ByteSink(64);
    private int ownSlot = NONE;
    /** The store's next pair that is not in memory. */
    private byte @Nullable [] other;

    private long otherCount;
    private final ByteSource source = new ByteSource();

    private byte[] data = new byte[64];
    private int length;
    private long count;

    /**
     * @param begin pair to begin at or behind, null for all
     * @param stored the owner's pairs in the store from there on; null if none of them is only there
     */
    OrderedWalk(
            SlotTable pairs,
            KeyCodec codec,
            Treap links,
            int root,
            byte @Nullable [] begin,
            @Nullable StateCursor stored,
            boolean descending) {
        this.pairs = pairs;
        this.codec = codec;
        this.links = links;
        this.stored = stored;
        this.descending = descending;
        descend(root, begin);
        nextOwn();
        nextOther();
    }

    /** Puts on the stack what leads to the first slot at or behind the beginning. */
    private void descend(int root, byte @Nullable [] begin) {
        int slot = root;
        while (slot != NONE) {
            boolean isBefore = false;
            if (begin != null) {
                encode(slot);
                int order = Arrays.compareUnsigned(own.data, 0, own.size, begin, 0, begin.length);
                isBefore = descending ? order > 0 : order < 0;
            }
            if (isBefore) {
                slot = behind(slot);
            } else {
                push(slot);
                slot = ahead(slot);
            }
        }
    }

    private int ahead(int slot) {
        return descending ? links.rightOf(slot) : links.leftOf(slot);
    }

    private int behind(int slot) {
        return descending ? links.leftOf(slot) : links.rightOf(slot);
    }

    private void push(int slot) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = slot;
    }

    private void encode(int slot) {
        own.size = 0;
        pairs.keys.encode(slot, own);
    }

    private void nextOwn() {
        ownSlot = depth == 0 ? NONE : stack[--depth];
        if (ownSlot != NONE) {
            encode(ownSlot);
            for (int slot = behind(ownSlot); slot != NONE; slot = ahead(slot)) {
                push(slot);
            }
        }
    }

    private void nextOther() {
        other = null;
        while (stored != null && other == null && stored.next()) {
            pairs.keys.prepareStored(stored.key());
            if (pairs.keys.find(pairs.index, 0) < 0) {
                otherCount = source.of(stored.value(), 0).varLong();
                other = otherCount > 0 ? stored.key() : null;
            }
        }
    }

    @Override
    public boolean next() {
        byte[] outside = other;
        if (outside == null && ownSlot == NONE) {
            return false;
        }
        if (outside != null && (ownSlot == NONE || isFirst(outside))) {
            take(outside, outside.length);
            count = otherCount;
            nextOther();
        } else {
            take(own.data, own.size);
            count = pairs.longs[0][ownSlot];
            nextOwn();
        }
        return true;
    }

    private boolean isFirst(byte[] outside) {
        int order = Arrays.compareUnsigned(outside, 0, outside.length, own.data, 0, own.size);
        return descending ? order > 0 : order < 0;
    }

    /** The value is the last column of the pair; its escapes are taken out. */
    private void take(byte[] pair, int end) {
        int position = KeyCodec.GROUP_BYTES;
        int last = codec.storages.length - 1;
        for (int key = 0; key < last; key++) {
            position = codec.skip(pair, position, key);
        }
        if (data.length < end - position) {
            data = new byte[Math.max(end - position, data.length * 2)];
        }
        int size = 0;
        for (int i = position + 1; i < end - 2; i++) {
            data[size++] = pair[i];
            if (pair[i] == 0) {
                i++;
            }
        }
        length = size;
    }

    @Override
    public byte[] data() {
        return data;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() {
        if (stored != null) {
            stored.close();
        }
    }
}
