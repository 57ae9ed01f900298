package io.millrace.campaign.crash;

import io.millrace.campaign.point.CrashPoint;
import io.millrace.campaign.point.CrashPoint.During;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One time something happens.
 *
 * @param point where the server is killed; empty for a random moment
 * @param again where it is killed a second time, while it recovers
 * @param trouble what happens instead
 */
record Round(Optional<CrashPoint> point, Optional<CrashPoint> again, Optional<Trouble> trouble) {
    private static final Optional<CrashPoint> AT_RANDOM = Optional.empty();

    static Round kill(Optional<CrashPoint> point) {
        return new Round(point, Optional.empty(), Optional.empty());
    }

    /** As many kills at each point as there can be, the others at random; in an order that is the seed's. */
    static List<Round> plan(CrashOptions options) {
        Random random = new Random(options.seed());
        List<CrashPoint> points = Arrays.asList(CrashPoint.values());
        int each = options.kills() / points.size();
        List<Optional<CrashPoint>> first = new ArrayList<>();
        List<CrashPoint> second = new ArrayList<>();
        // Where the kills do not suffice for all, the seed decides which points have one.
        List<CrashPoint> chosen = new ArrayList<>(points);
        Collections.shuffle(chosen, random);
        for (CrashPoint point : each == 0 ? chosen.subList(0, options.kills() / 2) : points) {
            for (int i = 0; i < Math.max(1, each); i++) {
                if (point.during() == During.RECOVERY) {
                    second.add(point);
                } else {
                    first.add(Optional.of(point));
                }
            }
        }
        while (first.size() + second.size() < options.kills()) {
            first.add(AT_RANDOM);
        }
        Collections.shuffle(first, random);
        Collections.shuffle(second, random);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Optional<CrashPoint> again = i < second.size() ? Optional.of(second.get(i)) : AT_RANDOM;
            rounds.add(new Round(first.get(i), again, Optional.empty()));
        }
        for (int i = 0; i < options.faults(); i++) {
            Trouble trouble = Trouble.values()[i % Trouble.values().length];
            rounds.add(new Round(AT_RANDOM, AT_RANDOM, Optional.of(trouble)));
        }
        Collections.shuffle(rounds, random);
        return rounds;
    }

    @Override
    public String toString() {
        return trouble.map(Trouble::name)
                .orElseGet(() -> "killed " + point.map(at -> "at " + at).orElse("at random")
                        + again.map(at -> ", again at " + at).orElse(""));
    }
}
