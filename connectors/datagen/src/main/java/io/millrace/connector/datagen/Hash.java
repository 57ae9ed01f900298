package io.millrace.connector.datagen;

import io.millrace.spi.batch.BytesColumn;
import java.nio.charset.StandardCharsets;

/** Counter-based randomness: the number of a row without computing any other. <b>Source:</b> SplitMix64. */
final class Hash {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /** Where the random numbers of a column begin; the same if other columns come or go. */
    static long key(long seed, String column, String use) {
        byte[] bytes = (column + '\0' + use).getBytes(StandardCharsets.UTF_8);
        return mix(mix(seed) + BytesColumn.hash(bytes, 0, bytes.length));
    }

    static long of(long key, long counter) {
        return mix(key + counter * GAMMA);
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
