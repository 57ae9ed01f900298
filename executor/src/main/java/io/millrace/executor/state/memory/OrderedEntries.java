package io.millrace.executor.state.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map of bytes: a sorted array of sorted leaves. A change copies the leaves it touches and the array
 * of leaves.
 */
final class OrderedEntries {
    private static final int LEAF_ENTRIES_MAX = 256;
    private static final byte[][] NONE = {};
    static final OrderedEntries EMPTY = new OrderedEntries(new Leaf[0], 0, 0);

    /** Never empty; keys ascending. */
    record Leaf(byte[][] keys, byte[][] values, long bytes) {
        static Leaf of(byte[][] keys, byte[][] values) {
            long bytes = 0;
            for (int i = 0; i < keys.length; i++) {
                bytes += keys[i].length + values[i].length;
            }
            return new Leaf(keys, values, bytes);
        }

        byte[] first() {
            return keys[0];
        }
    }

    private final Leaf[] leaves;
    private final long size;
    private final long bytes;

    private OrderedEntries(Leaf[] leaves, long size, long bytes) {
        this.leaves = leaves;
        this.size = size;
        this.bytes = bytes;
    }

    /** A change; a null value deletes, a range end deletes from the key up to it. */
    record Change(byte[] key, byte @Nullable [] value, byte @Nullable [] rangeEnd) {}

    long size() {
        return size;
    }

    /** Bytes of keys and values. */
    long bytes() {
        return bytes;
    }

    int leafCount() {
        return leaves.length;
    }

    Leaf leaf(int index) {
        return leaves[index];
    }

    /** The last leaf whose first key is at most the key, −1 if the key is before all. */
    int leafOf(byte[] key) {
        int low = 0;
        int high = leaves.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (Arrays.compareUnsigned(leaves[middle].first(), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** The place of the key in the leaf or, if it is not there, −1 − the place where it would be. */
    static int place(Leaf leaf, byte[] key) {
        return Arrays.binarySearch(leaf.keys, key, Arrays::compareUnsigned);
    }

    byte @Nullable [] get(byte[] key) {
        int index = leafOf(key);
        if (index < 0) {
            return null;
        }
        int place = place(leaves[index], key);
        return place < 0 ? null : leaves[index].values[place];
    }

    /** This map after changes that are in key order, one a key. */
    OrderedEntries with(List<Change> changes) {
        List<Leaf> result = new ArrayList<>(leaves.length + changes.size() / LEAF_ENTRIES_MAX + 1);
        int next = 0;
        int at = 0;
        while (at < changes.size()) {
            int leafIndex = Math.max(0, leafOf(changes.get(at).key()));
            while (next < Math.min(leafIndex, leaves.length)) {
                result.add(leaves[next++]);
            }
            byte @Nullable [] end = next + 1 < leaves.length ? leaves[next + 1].first() : null;
            int to = at;
            while (to < changes.size()
                    && (end == null || Arrays.compareUnsigned(changes.get(to).key(), end) < 0)) {
                to++;
            }
            merge(next < leaves.length ? leaves[next] : null, changes.subList(at, to), result);
            next = Math.min(next + 1, leaves.length);
            at = to;
        }
        while (next < leaves.length) {
            result.add(leaves[next++]);
        }
        return of(result);
    }

    static OrderedEntries of(List<Leaf> leaves) {
        long size = 0;
        long bytes = 0;
        for (Leaf leaf : leaves) {
            size += leaf.keys.length;
            bytes += leaf.bytes;
        }
        return new OrderedEntries(leaves.toArray(Leaf[]::new), size, bytes);
    }

    private static void merge(@Nullable Leaf leaf, List<Change> changes, List<Leaf> result) {
        byte[][] oldKeys = leaf == null ? NONE : leaf.keys;
        byte[][] oldValues = leaf == null ? NONE : leaf.values;
        int old = oldKeys.length;
        LeafBuilder builder = new LeafBuilder(result);
        int at = 0;
        for (Change change : changes) {
            int order = 1;
            while (at < old && (order = Arrays.compareUnsigned(oldKeys[at], change.key())) < 0) {
                builder.add(oldKeys[at], oldValues[at]);
                at++;
            }
            if (at < old && order == 0) {
                at++;
            }
            if (change.value() != null) {
                builder.add(change.key(), change.value());
            }
        }
        for (; at < old; at++) {
            builder.add(oldKeys[at], oldValues[at]);
        }
        builder.finish();
    }

    /** This map without the keys of a range. */
    OrderedEntries without(byte[] from, byte[] to) {
        List<Leaf> result = new ArrayList<>(leaves.length);
        for (int i = 0; i < leaves.length; i++) {
            Leaf leaf = leaves[i];
            boolean before = Arrays.compareUnsigned(leaf.keys[leaf.keys.length - 1], from) < 0;
            if (before || Arrays.compareUnsigned(leaf.first(), to) >= 0) {
                result.add(leaf);
                continue;
            }
            LeafBuilder builder = new LeafBuilder(result);
            for (int at = 0; at < leaf.keys.length; at++) {
                byte[] key = leaf.keys[at];
                if (Arrays.compareUnsigned(key, from) < 0 || Arrays.compareUnsigned(key, to) >= 0) {
                    builder.add(key, leaf.values[at]);
                }
            }
            builder.finish();
        }
        return of(result);
    }

    /** Fills leaves one after the other, in key order. */
    static final class LeafBuilder {
        private final List<Leaf> leaves;
        private byte[][] keys = new byte[16][];
        private byte[][] values = new byte[16][];
        private int count;

        LeafBuilder(List<Leaf> leaves) {
            this.leaves = leaves;
        }

        void add(byte[] key, byte[] value) {
            if (count == LEAF_ENTRIES_MAX) {
                flush(count / 2);
            }
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            keys[count] = key;
            values[count++] = value;
        }

        private void flush(int entries) {
            leaves.add(Leaf.of(Arrays.copyOf(keys, entries), Arrays.copyOf(values, entries)));
            System.arraycopy(keys, entries, keys, 0, count - entries);
            System.arraycopy(values, entries, values, 0, count - entries);
            count -= entries;
        }

        void finish() {
            if (count > 0) {
                flush(count);
            }
        }
    }
}
