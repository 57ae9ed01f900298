package io.millrace.executor.state.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of key hashes that never forgets one and rarely says yes to another, about ten bits a key; it gives up and says yes
 * to all once it would need more memory than it is given.
 *
 * <p><b>Source:</b> a Bloom filter in blocks of one word (Putze, Sanders and Singler, 2007), in layers that grow.
 */
final class KeyFilter {
    private static final int BITS_PER_KEY = 10;
    private static final int FIRST_WORDS = 1 << 10;
    private static final int GROWTH = 4;

    private final long bytesMax;
    private final List<long[]> layers = new ArrayList<>();
    private long bytes;
    private long room;
    private boolean givenUp;

    KeyFilter(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    void add(int hash) {
        if (givenUp || mayContain(hash)) {
            return;
        }
        if (room == 0 && !grow()) {
            return;
        }
        long[] layer = layers.get(layers.size() - 1);
        long spread = spread(hash);
        layer[word(spread, layer)] |= bits(spread);
        room--;
    }

    private boolean grow() {
        long words = layers.isEmpty() ? FIRST_WORDS : (long) layers.get(layers.size() - 1).length * GROWTH;
        if (words > 1 << 27 || bytes + words * 8 > bytesMax) {
            giveUp();
            return false;
        }
        layers.add(new long[(int) words]);
        bytes += words * 8;
        room = words * 64 / BITS_PER_KEY;
        return true;
    }

    /** Says yes to all from now on. */
    void giveUp() {
        clear();
        givenUp = true;
    }

    void clear() {
        layers.clear();
        bytes = 0;
        room = 0;
        givenUp = false;
    }

    boolean mayContain(int hash) {
        if (givenUp) {
            return true;
        }
        long spread = spread(hash);
        long bits = bits(spread);
        for (long[] layer : layers) {
            if ((layer[word(spread, layer)] & bits) == bits) {
                return true;
            }
        }
        return false;
    }

    private static long spread(int hash) {
        long spread = (hash ^ 0x5bd1e995L) * 0x9E3779B97F4A7C15L;
        return spread ^ spread >>> 29;
    }

    private static int word(long spread, long[] layer) {
        return (int) (spread >>> 32) & layer.length - 1;
    }

    private static long bits(long spread) {
        return 1L << spread | 1L << (spread >>> 6) | 1L << (spread >>> 12) | 1L << (spread >>> 18);
    }

    long memoryBytes() {
        return bytes;
    }
}
