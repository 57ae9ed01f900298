package io.millrace.campaign.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether something grows from life to life. Of the lives but the first fifth, the middle one of the last third may have a tenth
 * more than the middle one of the first third, and a little besides.
 */
final class Flatness {
    private static final double GROWTH_MAX = 1.1;

    private final List<Usage> lives;

    Flatness(List<Usage> lives) {
        int warmUp = Math.max(1, lives.size() / 5);
        this.lives = lives.subList(Math.min(warmUp, lives.size() - 2), lives.size());
    }

    /** What grows; nothing if all is flat. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        look("memory", Usage::memoryBytes, 64L << 20, findings);
        look("threads", Usage::threads, 4, findings);
        look("open files", Usage::openFiles, 32, findings);
        look("disk", Usage::diskBytes, 32L << 20, findings);
        return findings;
    }

    private void look(String what, ToLongFunction<Usage> value, long slack, List<String> findings) {
        int third = Math.max(1, lives.size() / 3);
        long early = value.applyAsLong(Usage.median(lives.subList(0, third)));
        long late = value.applyAsLong(Usage.median(lives.subList(lives.size() - third, lives.size())));
        if (late > early * GROWTH_MAX + slack) {
            findings.add(String.format(Locale.ROOT, "%s grows: from %,d to %,d", what, early, late));
        }
    }
}
