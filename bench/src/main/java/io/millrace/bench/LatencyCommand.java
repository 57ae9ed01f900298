package io.millrace.bench;

import io.millrace.bench.latency.LatencyBench;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench latency}: how long a row is under way. */
@Command(
        name = "latency",
        description =
                "Measures how long it takes from a row's becoming due, at a fixed rate, to the result in the hand of a"
                        + " JDBC client in the same process; log and checkpoints on, and a view beside it.",
        mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            description = "rows per second, such as 1000000,4000000 (default: 1000000)")
    private List<Long> rates = List.of(1_000_000L);

    @Option(names = "--seconds", paramLabel = "S", description = "each measurement takes (default: ${DEFAULT-VALUE})")
    private double seconds = 10;

    @Option(names = "--warm-up", paramLabel = "S", description = "seconds before it (default: ${DEFAULT-VALUE})")
    private double warmUpSeconds = 5;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting of the database, such as epoch.interval=10ms; may be repeated")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws Exception {
        for (long rate : rates) {
            LatencyBench bench = new LatencyBench(rate, warmUpSeconds, seconds, settings);
            print("filter", rate, bench.ofRows());
            print("group", rate, bench.ofGroups());
        }
        return 0;
    }

    private void print(String query, long rate, LatencyBench.Latencies latencies) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%s rows_per_s=%d results=%d p50_ms=%.1f p99_ms=%.1f max_ms=%.1f",
                query,
                rate,
                latencies.results(),
                latencies.medianMillis(),
                latencies.p99Millis(),
                latencies.maxMillis()));
        out.flush();
    }
}
