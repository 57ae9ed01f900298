package broken.executor.clock;

/** Breaks nothing: here the clock is at home. */
public final class RealClock {
    private RealClock() {}

    static long nowMillis() {
        return System.currentTimeMillis();
    }
}
