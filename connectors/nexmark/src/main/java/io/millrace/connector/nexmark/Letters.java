package io.millrace.connector.nexmark;

/**
 * Random lower-case letters, of which texts are slices: copying is many times as fast as drawing each letter.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Letters {
    static final int SLICE_LENGTH_MAX = 1024;
    private static final int STARTS = 1 << 16;
    private static final int STARTS_BITS = 16;

    private final byte[] letters;

    /** @param spaceEvery one of so many characters is a space; 0 for none */
    Letters(long seed, int spaceEvery) {
        letters = new byte[STARTS + SLICE_LENGTH_MAX];
        long key = Hash.key(seed, spaceEvery);
        for (int i = 0; i < letters.length; i++) {
            long bits = Hash.of(key, i);
            boolean space = spaceEvery > 0 && Hash.below(spaceEvery, bits >>> 32) == 0;
            letters[i] = (byte) (space ? ' ' : 'a' + Hash.below(26, bits));
        }
    }

    /** Copies a slice that begins anywhere (from the low 16 random bits) and gives the position behind it. */
    int copy(long bits, int length, byte[] target, int position) {
        System.arraycopy(letters, (int) (bits & (1 << STARTS_BITS) - 1), target, position, length);
        return position + length;
    }
}
