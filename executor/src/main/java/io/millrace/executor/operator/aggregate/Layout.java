package io.millrace.executor.operator.aggregate;

/** Deals out accumulator columns. */
final class Layout {
    private int longs;
    private int bytes;

    int nextLong() {
        return longs++;
    }

    int nextBytes() {
        return bytes++;
    }

    int longs() {
        return longs;
    }

    int bytes() {
        return bytes;
    }
}
