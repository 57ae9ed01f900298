package io.millrace.connector.nexmark;

/** Prices between 100 and 100,000,000, their logarithm evenly spread. */
final class Prices {
    private static final int BITS = 8;
    private static final int SIZE = 1 << BITS;
    private static final double DECADES = 6;
    private static final double LOWEST = 100;

    /** 10^(6 · i / 2^8), 10^(6 · i / 2^16) and 10^(6 · i / 2^24): a power of a 24-bit fraction is a product of three. */
    private static final double[] COARSE = powers(LOWEST, SIZE);

    private static final double[] MIDDLE = powers(1, (double) SIZE * SIZE);
    private static final double[] FINE = powers(1, (double) SIZE * SIZE * SIZE);

    private Prices() {}

    /** A price from the low 24 random bits. */
    static long of(long bits) {
        double price = COARSE[(int) (bits >>> 16) & SIZE - 1]
                * MIDDLE[(int) (bits >>> 8) & SIZE - 1]
                * FINE[(int) bits & SIZE - 1];
        return (long) (price + 0.5);
    }

    /** StrictMath, because prices must be the same on every machine. */
    private static double[] powers(double factor, double steps) {
        double[] powers = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            powers[i] = factor * StrictMath.pow(10, DECADES * i / steps);
        }
        return powers;
    }
}
