package io.millrace.campaign.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The choices a generator makes, kept, so that a generated thing is a list of numbers: the same numbers make it again, and
 * fewer or smaller ones make a simpler thing. A generator owes it that 0 is its simplest choice, and that it ends if all
 * further choices are 0.
 *
 * <p><b>Threading:</b> one thread. <b>Source:</b> the idea is Hypothesis' (MacIver, Donaldson, ECOOP 2020).
 */
public final class Choices {
    private final int[] given;
    private final Random random;
    private final boolean replay;
    private final List<Integer> made = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    private Choices(int[] given, Random random, boolean replay) {
        this.given = given;
        this.random = random;
        this.replay = replay;
    }

    /** Chosen at random. */
    public static Choices seeded(long seed) {
        return new Choices(new int[0], new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L), false);
    }

    /** Those that were made before; behind their end, 0. */
    public static Choices of(int[] given) {
        return new Choices(given.clone(), new Random(0), true);
    }

    /** From 0 to bound - 1. */
    public int below(int bound) {
        int index = made.size();
        int choice;
        if (replay) {
            choice = index < given.length ? Math.min(given[index], bound - 1) : 0;
        } else {
            choice = bound <= 1 ? 0 : random.nextInt(bound);
        }
        made.add(choice);
        return choice;
    }

    /** No is the simplest. */
    public boolean chance(int percent) {
        return below(100) >= 100 - percent;
    }

    /** The first is the simplest. */
    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** Marks the choices of a part, which may be left out or simplified as a whole. */
    public <T> T part(Supplier<T> generator) {
        int start = made.size();
        T part = generator.get();
        spans.add(new Span(start, made.size()));
        return part;
    }

    /** At least so many, and another one with the given chance each. */
    public <T> List<T> list(int atLeast, int atMost, int percent, Supplier<T> generator) {
        List<T> list = new ArrayList<>();
        while (list.size() < atLeast) {
            list.add(part(generator));
        }
        boolean more = true;
        while (more && list.size() < atMost) {
            // A part with its own "there is one more" can be taken out of the middle.
            int start = made.size();
            more = chance(percent);
            if (more) {
                list.add(generator.get());
                spans.add(new Span(start, made.size()));
            }
        }
        return list;
    }

    public int[] made() {
        return made.stream().mapToInt(Integer::intValue).toArray();
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The choices from start up to end. */
    public record Span(int start, int end) {
        public int length() {
            return end - start;
        }
    }
}
