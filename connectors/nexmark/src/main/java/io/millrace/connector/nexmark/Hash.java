package io.millrace.connector.nexmark;

/** Counter-based randomness: the k-th number of event n without computing any other. <b>Source:</b> SplitMix64. */
final class Hash {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /** The key of an event, from which {@link #of} draws. */
    static long key(long seed, long event) {
        return mix(mix(seed) + event * GAMMA);
    }

    /** The k-th 64 random bits of a key. */
    static long of(long key, int k) {
        return mix(key + k * GAMMA);
    }

    /** A number from 0 up to below a bound, from the low 32 of the random bits. */
    static long below(long bound, long bits) {
        return (bits & 0xffff_ffffL) * bound >>> 32;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
