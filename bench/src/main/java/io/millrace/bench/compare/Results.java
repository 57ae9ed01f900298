package io.millrace.bench.compare;

import io.millrace.bench.child.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What all rounds found. <b>Threading:</b> one thread. */
public final class Results {
    private record Key(String query, int parallelism, String contender) {}

    private final Map<Key, List<Outcome>> outcomes = new LinkedHashMap<>();

    void add(String query, int parallelism, String contender, Outcome outcome) {
        outcomes.computeIfAbsent(new Key(query, parallelism, contender), key -> new ArrayList<>())
                .add(outcome);
    }

    private List<Outcome> of(String query, int parallelism, String contender) {
        return outcomes.getOrDefault(new Key(query, parallelism, contender), List.of());
    }

    /** The median over the rounds that succeeded. */
    OptionalDouble median(String query, int parallelism, String contender, ToDoubleFunction<Outcome> figure) {
        double[] figures = of(query, parallelism, contender).stream()
                .filter(Outcome::succeeded)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int half = figures.length / 2;
        return figures.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(figures.length % 2 == 1 ? figures[half] : (figures[half - 1] + figures[half]) / 2);
    }

    /** Any outcome of the engine that succeeded, for its version and settings. */
    Optional<Outcome> anyOf(String contender) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().contender().equals(contender))
                .flatMap(entry -> entry.getValue().stream())
                .filter(Outcome::succeeded)
                .findFirst();
    }

    /** Why there is no figure, if there is none. */
    Optional<String> failure(String query, int parallelism, String contender) {
        return of(query, parallelism, contender).stream()
                .filter(outcome -> !outcome.succeeded())
                .map(Outcome::failure)
                .findFirst();
    }

    /** Whether all rounds had the same rows and checksum as the first of the other engine; empty if one of them has none. */
    Optional<String> difference(String query, int parallelism, String contender, String other) {
        List<Outcome> mine = succeeded(query, parallelism, contender);
        List<Outcome> theirs = succeeded(query, parallelism, other);
        if (mine.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Outcome expected = theirs.get(0);
        return Optional.of(mine.stream()
                .filter(outcome -> outcome.comparedRows() != expected.comparedRows()
                        || outcome.comparedChecksum() != expected.comparedChecksum())
                .map(outcome -> outcome.comparedRows() == expected.comparedRows()
                        ? "other checksum"
                        : outcome.comparedRows() + " rows, not " + expected.comparedRows())
                .findFirst()
                .orElse(""));
    }

    private List<Outcome> succeeded(String query, int parallelism, String contender) {
        return of(query, parallelism, contender).stream()
                .filter(Outcome::succeeded)
                .toList();
    }
}
