package io.millrace.executor.expression.function;

/**
 * Random values as functions of bits: the same bits give the same value, other bits one that has nothing to do with it. Not for
 * secrets: who knows the row can find them.
 *
 * <p><b>Source:</b> the mixing is the finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
 */
public final class RandomValues {
    private static final double UNIT = 0x1p-53;
    private static final long VERSION_MASK = 0xffff_ffff_ffff_0fffL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int UUID_BYTES = 16;

    private RandomValues() {}

    /** Spreads bits over a word; different words stay different. */
    public static long mix(long bits) {
        bits += 0x9e3779b97f4a7c15L;
        bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
        return bits ^ bits >>> 31;
    }

    /** From 0 to below 1. */
    public static double number(long site, long high, long low) {
        return (mix(mix(site) + high ^ Long.rotateLeft(low, 32)) >>> 11) * UNIT;
    }

    /** Of version 4. */
    public static void uuid(long site, long high, long low, Slice out) {
        long first = mix(mix(site) + high) & VERSION_MASK | VERSION_4;
        long second = mix(mix(~site) + low) & VARIANT_MASK | VARIANT;
        byte[] bytes = out.buffer(UUID_BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (first >>> 56 - 8 * i);
            bytes[Long.BYTES + i] = (byte) (second >>> 56 - 8 * i);
        }
        out.own(UUID_BYTES);
    }
}
