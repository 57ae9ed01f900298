package io.millrace.campaign.choice;

import io.millrace.campaign.choice.Choices.Span;
import java.util.Comparator;
import java.util.List;

/** Makes the choices behind a failure fewer and smaller for as long as it still fails. */
public final class Shrinker {
    private final Trial trial;
    private final long deadlineNanos;
    private int trialsLeft;

    public Shrinker(Trial trial, int trialsMax, long secondsMax) {
        this.trial = trial;
        this.trialsLeft = trialsMax;
        this.deadlineNanos = System.nanoTime() + secondsMax * 1_000_000_000L;
    }

    /** Whether these choices fail as the first ones did; leaves in them what was made of them. */
    @FunctionalInterface
    public interface Trial {
        boolean fails(List<Choices> choices);
    }

    /** Several lists of choices that together make what fails. */
    public List<Choices> shrink(List<Choices> failing) {
        List<Choices> best = failing;
        boolean smaller = true;
        while (smaller && mayGoOn()) {
            smaller = false;
            for (int i = 0; i < best.size(); i++) {
                List<Choices> next = withoutParts(best, i);
                next = withSmallerChoices(next, i);
                smaller |= next != best;
                best = next;
            }
        }
        return best;
    }

    private boolean mayGoOn() {
        return trialsLeft > 0 && System.nanoTime() < deadlineNanos;
    }

    private List<Choices> withoutParts(List<Choices> best, int list) {
        List<Choices> current = best;
        int index = 0;
        List<Span> spans = longestFirst(current.get(list));
        while (index < spans.size() && mayGoOn()) {
            Span span = spans.get(index);
            int[] made = current.get(list).made();
            List<Choices> shorter = attempt(current, list, without(made, span));
            if (shorter == current) {
                shorter = attempt(current, list, zeroed(made, span));
            }
            if (shorter == current) {
                index++;
            } else {
                current = shorter;
                spans = longestFirst(current.get(list));
                index = Math.min(index, spans.size());
            }
        }
        return current;
    }

    private List<Choices> withSmallerChoices(List<Choices> best, int list) {
        List<Choices> current = best;
        for (int i = 0; i < current.get(list).made().length && mayGoOn(); i++) {
            int choice = current.get(list).made()[i];
            for (int smaller : new int[] {0, choice / 2, choice - 1}) {
                int[] made = current.get(list).made();
                if (i < made.length && smaller >= 0 && smaller < made[i]) {
                    made[i] = smaller;
                    current = attempt(current, list, made);
                }
            }
        }
        return current;
    }

    /** The new choices if they still fail and are really simpler. */
    private List<Choices> attempt(List<Choices> current, int list, int[] made) {
        if (!mayGoOn() || !simpler(made, current.get(list).made())) {
            return current;
        }
        trialsLeft--;
        List<Choices> next = new java.util.ArrayList<>();
        for (int i = 0; i < current.size(); i++) {
            next.add(Choices.of(i == list ? made : current.get(i).made()));
        }
        boolean fails = trial.fails(next);
        return fails && simpler(next.get(list).made(), current.get(list).made()) ? next : current;
    }

    private static boolean simpler(int[] a, int[] b) {
        if (a.length != b.length) {
            return a.length < b.length;
        }
        return java.util.Arrays.compare(a, b) < 0;
    }

    private static List<Span> longestFirst(Choices choices) {
        return choices.spans().stream()
                .filter(span -> span.length() > 0)
                .sorted(Comparator.comparingInt(Span::length).reversed())
                .toList();
    }

    private static int[] without(int[] made, Span span) {
        int[] shorter = new int[made.length - span.length()];
        System.arraycopy(made, 0, shorter, 0, span.start());
        System.arraycopy(made, span.end(), shorter, span.start(), made.length - span.end());
        return shorter;
    }

    private static int[] zeroed(int[] made, Span span) {
        int[] zeroed = made.clone();
        java.util.Arrays.fill(zeroed, span.start(), span.end(), 0);
        return zeroed;
    }
}
