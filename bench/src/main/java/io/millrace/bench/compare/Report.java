package io.millrace.bench.compare;

import io.millrace.bench.child.Outcome;
import io.millrace.bench.nexmark.NexmarkQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Tables of medians and ratios, in Markdown. <b>Threading:</b> one thread. */
public final class Report {
    /** Its windows are those of the clock: no two runs have the same. */
    private static final String OF_THE_CLOCK = "q12";

    private static final double THOUSAND = 1e3;
    private static final double MEBI = 1 << 20;

    private final Comparison comparison;
    private final Results results;
    private final PrintWriter out;
    private final Contender ours;
    private final List<Contender> peers;
    private int differences;

    public Report(Comparison comparison, Results results, PrintWriter out) {
        this.comparison = comparison;
        this.results = results;
        this.out = out;
        ours = comparison.contenders().get(0);
        peers = comparison.contenders().subList(1, comparison.contenders().size());
    }

    /** Prints everything and gives the number of results that differ between engines. */
    public int print() {
        differences = 0;
        setting();
        for (int parallelism : comparison.parallelisms()) {
            speed(parallelism);
            cost(parallelism);
        }
        failures();
        out.flush();
        return differences;
    }

    private void setting() {
        out.printf(
                Locale.ROOT,
                "%nJava %s, %s %s, %d processors; medians of %d round(s) of %.0f s after %.0f s of warm-up, results compared"
                        + " over %d events; events %s. An event is a row of a table that the query reads.%n%n",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                comparison.rounds(),
                comparison.seconds(),
                comparison.warmUpSeconds(),
                comparison.comparedEvents(),
                comparison.loadedEvents() == 0
                        ? "made while the query runs"
                        : "read from columns loaded beforehand, " + comparison.loadedEvents() + " of them");
        for (Contender contender : comparison.contenders()) {
            results.anyOf(contender.name())
                    .ifPresent(outcome -> out.printf(
                            "- **%s**: %s; %s; %s%n",
                            contender.name(),
                            outcome.version(),
                            outcome.settings(),
                            contender.javaOptions().get(0)));
        }
    }

    private void speed(int parallelism) {
        List<String> head = new ArrayList<>(List.of("query"));
        comparison.contenders().forEach(contender -> head.add(contender.name() + ", k events/s"));
        if (!peers.isEmpty()) {
            head.addAll(List.of("ratio", "ratio per CPU-second", "result"));
        }
        out.printf("%nParallelism %d:%n%n", parallelism);
        row(head);
        row(head.stream().map(name -> "---").toList());
        List<Double> ratios = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        for (NexmarkQuery query : comparison.queries()) {
            List<String> cells = new ArrayList<>(List.of(query.name()));
            for (Contender contender : comparison.contenders()) {
                cells.add(cell(median(query, parallelism, contender, Outcome::eventsPerSecond), THOUSAND, 0));
            }
            if (!peers.isEmpty()) {
                cells.add(ratioCell(ratio(query, parallelism, Outcome::eventsPerSecond), ratios));
                cells.add(ratioCell(ratio(query, parallelism, Outcome::eventsPerCpuSecond), cpuRatios));
                cells.add(agreement(query, parallelism));
            }
            row(cells);
        }
        if (!ratios.isEmpty()) {
            List<String> cells = new ArrayList<>(List.of("geometric mean"));
            comparison.contenders().forEach(contender -> cells.add(""));
            cells.addAll(List.of(geometricMean(ratios), geometricMean(cpuRatios), ""));
            row(cells);
        }
    }

    private void cost(int parallelism) {
        List<String> head = new ArrayList<>(List.of("query"));
        comparison.contenders().forEach(contender -> {
            head.add(contender.name() + ", k events per CPU-second");
            head.add("peak MB");
            head.add("checkpoint, ms median/max");
        });
        out.println();
        row(head);
        row(head.stream().map(name -> "---").toList());
        for (NexmarkQuery query : comparison.queries()) {
            List<String> cells = new ArrayList<>(List.of(query.name()));
            for (Contender contender : comparison.contenders()) {
                cells.add(cell(median(query, parallelism, contender, Outcome::eventsPerCpuSecond), THOUSAND, 0));
                cells.add(cell(median(query, parallelism, contender, Outcome::peakBytes), MEBI, 0));
                cells.add(cell(median(query, parallelism, contender, Outcome::checkpointMedianMillis), 1, 0) + " / "
                        + cell(median(query, parallelism, contender, Outcome::checkpointMaxMillis), 1, 0));
            }
            row(cells);
        }
    }

    private void failures() {
        out.println();
        for (NexmarkQuery query : comparison.queries()) {
            for (Contender contender : comparison.contenders()) {
                for (int parallelism : comparison.parallelisms()) {
                    results.failure(query.name(), parallelism, contender.name())
                            .ifPresent(why -> out.printf(
                                    "- %s, %s, parallelism %d: %s%n",
                                    query.name(),
                                    contender.name(),
                                    parallelism,
                                    why.lines().findFirst().orElse("")));
                }
            }
        }
    }

    private OptionalDouble median(
            NexmarkQuery query, int parallelism, Contender contender, ToDoubleFunction<Outcome> figure) {
        return results.median(query.name(), parallelism, contender.name(), figure);
    }

    /** Ours to the best setting of the best peer: that with most events a second. */
    private OptionalDouble ratio(NexmarkQuery query, int parallelism, ToDoubleFunction<Outcome> figure) {
        Optional<Contender> best = peers.stream()
                .filter(peer -> median(query, parallelism, peer, Outcome::eventsPerSecond)
                        .isPresent())
                .max(Comparator.comparingDouble(peer -> median(query, parallelism, peer, Outcome::eventsPerSecond)
                        .orElse(0)));
        OptionalDouble mine = median(query, parallelism, ours, figure);
        return best.isEmpty() || mine.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(mine.getAsDouble()
                        / median(query, parallelism, best.get(), figure).orElseThrow());
    }

    private String agreement(NexmarkQuery query, int parallelism) {
        if (query.name().equals(OF_THE_CLOCK)) {
            return "not compared: windows of the clock";
        }
        List<String> words = new ArrayList<>();
        int compared = 0;
        for (Contender peer : peers) {
            Optional<String> difference = results.difference(query.name(), parallelism, peer.name(), ours.name());
            compared += difference.isPresent() ? 1 : 0;
            difference.filter(text -> !text.isEmpty()).ifPresent(text -> words.add(peer.name() + ": " + text));
        }
        differences += words.size();
        return !words.isEmpty() ? "**DIFFERENT** " + String.join("; ", words) : compared > 0 ? "same" : "";
    }

    private static String cell(OptionalDouble figure, double unit, int digits) {
        return figure.isEmpty() ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", figure.getAsDouble() / unit);
    }

    private static String ratioCell(OptionalDouble ratio, List<Double> ratios) {
        ratio.ifPresent(ratios::add);
        return ratio.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", ratio.getAsDouble());
    }

    private static String geometricMean(List<Double> ratios) {
        double mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
        return String.format(Locale.ROOT, "%.1f", mean);
    }

    private void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }
}
