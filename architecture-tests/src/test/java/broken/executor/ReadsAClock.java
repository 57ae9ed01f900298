package broken.executor;

/** Its runs cannot be replayed. */
public final class ReadsAClock {
    private ReadsAClock() {}

    static long nowMillis() {
        return System.currentTimeMillis();
    }
}
