package broken.executor;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Its runs cannot be replayed; the seeded generator is none of the trouble. */
public final class RollsADie {
    private RollsADie() {}

    static int seeded() {
        return new Random(1).nextInt();
    }

    static int unseeded() {
        return new Random().nextInt();
    }

    static int ofTheThread() {
        return ThreadLocalRandom.current().nextInt();
    }
}
