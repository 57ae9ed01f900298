package io.millrace.executor.state.table;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Keys that have several entries each, in slots of their own. */
final class Owners {
    static final int NONE = -1;
    private static final int CAPACITY_MIN = 64;

    final Keys keys;
    final HashIndex index = new HashIndex();
    private final IntConsumer whenResized;

    private boolean[] used = new boolean[CAPACITY_MIN];
    private int top;
    private int count;
    private int[] free = new int[16];
    private int freeCount;

    /** @param whenResized told the new capacity, also of the beginning */
    Owners(KeyCodec codec, IntConsumer whenResized) {
        keys = Keys.of(codec);
        this.whenResized = whenResized;
        keys.resize(CAPACITY_MIN);
        index.resize(CAPACITY_MIN);
        whenResized.accept(CAPACITY_MIN);
    }

    /** End of the slots ever used. */
    int top() {
        return top;
    }

    boolean isUsed(int owner) {
        return used[owner];
    }

    int find(int probe) {
        return keys.find(index, probe);
    }

    int create(int probe) {
        int owner = freeCount > 0 ? free[--freeCount] : top++;
        if (owner == used.length) {
            int capacity = owner + owner / 2;
            used = Arrays.copyOf(used, capacity);
            keys.resize(capacity);
            index.resize(capacity);
            whenResized.accept(capacity);
        }
        used[owner] = true;
        keys.store(owner, probe);
        index.insert(owner, keys.hashes[probe]);
        count++;
        return owner;
    }

    void release(int owner) {
        index.remove(owner);
        keys.free(owner);
        used[owner] = false;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = owner;
        count--;
    }

    /** Takes the key that a key of the store begins with as the probe. */
    void prepareStored(byte[] storeKey) {
        int end = KeyCodec.GROUP_BYTES;
        for (int key : keys.codec.order) {
            end = keys.codec.skip(storeKey, end, key);
        }
        keys.prepareStored(end == storeKey.length ? storeKey : Arrays.copyOf(storeKey, end));
    }

    /** What all keys of the store begin with that belong to the owner. */
    byte[] prefix(int owner) {
        ByteSink out = new ByteSink(64);
        keys.encode(owner, out);
        return out.toArray();
    }

    int count() {
        return count;
    }

    /** Bytes of memory of the owners in use. */
    long liveBytes() {
        return (long) count * (keys.slotBytes() + 4 + 10 + 5) + keys.heapBytes();
    }

    long memoryBytes() {
        return keys.memoryBytes() + index.memoryBytes() + used.length + 4L * free.length;
    }
}
