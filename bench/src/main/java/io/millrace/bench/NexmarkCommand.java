package io.millrace.bench;

import io.millrace.bench.compare.Comparison;
import io.millrace.bench.compare.Contender;
import io.millrace.bench.compare.Report;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.millrace.MillraceEngine;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench nexmark}: how fast the Nexmark queries are, beside other engines if asked. */
@Command(
        name = "nexmark",
        description =
                "Measures Nexmark queries as pipelines into a sink that adds up every column, with state in RocksDB and"
                        + " a checkpoint every 2 s: each engine, query and round in a process of its own, with the same events.",
        mixinStandardHelpOptions = true)
public final class NexmarkCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--queries", split = ",", paramLabel = "Q", description = "such as q0,q5 (default: all)")
    private List<String> queries = List.of();

    @Option(
            names = "--vs",
            split = ",",
            paramLabel = "PEER",
            description =
                    "flink (with and without mini-batches), hand (a loop in Java for q0,q1,q2,q5,q7,q17), duckdb (in"
                            + " batch, q4,q5,q7,q16,q17); the last two, and ours beside them, read columns loaded beforehand")
    private List<String> peers = List.of();

    @Option(
            names = "--parallelism",
            split = ",",
            paramLabel = "P",
            description = "tasks of each stage, such as 1,2 (default: one a core; beside hand and duckdb: 1)")
    private List<Integer> parallelisms = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "of which medians are taken (default: ${DEFAULT-VALUE})")
    private int rounds = 1;

    @Option(names = "--seconds", paramLabel = "S", description = "each measurement takes (default: ${DEFAULT-VALUE})")
    private double seconds = 10;

    @Option(names = "--warm-up", paramLabel = "S", description = "seconds before it (default: ${DEFAULT-VALUE})")
    private double warmUpSeconds = 6;

    @Option(
            names = "--compared-events",
            paramLabel = "N",
            description = "events of a run whose result is compared between engines (default: ${DEFAULT-VALUE})")
    private long comparedEvents = 200_000;

    @Option(
            names = "--loaded-events",
            paramLabel = "N",
            description = "events loaded beforehand where a peer reads loaded columns (default: ${DEFAULT-VALUE})")
    private long loadedEvents = 4_000_000;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting of our database, such as checkpoint.interval=10s; may be repeated")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "runs our engine alone, in this process, over so many events of person, auction and bid together")
    private long events;

    @Option(
            names = "--warm-up-events",
            paramLabel = "N",
            description = "with --events: events that are read before (default: ${DEFAULT-VALUE})")
    private long warmUpEvents = 2_000_000;

    @Option(names = "--cpu", description = "with --events: prints processor time too")
    private boolean cpu;

    @Override
    public Integer call() throws Exception {
        if (events > 0) {
            return here();
        }
        List<String> made =
                peers.stream().filter(peer -> !Contender.isLoaded(peer)).toList();
        List<String> loaded = peers.stream().filter(Contender::isLoaded).toList();
        int differences = 0;
        if (loaded.isEmpty() || !made.isEmpty()) {
            differences += compare(made, 0);
        }
        if (!loaded.isEmpty()) {
            differences += compare(loaded, loadedEvents);
        }
        return differences == 0 ? 0 : 1;
    }

    private int compare(List<String> names, long loaded) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.ours(loaded > 0, settings));
        for (String name : names) {
            List<Contender> known = Contender.peer(name);
            if (known.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "there is no engine " + name + "; expected some of flink, hand, duckdb");
            }
            contenders.addAll(known);
        }
        Comparison comparison = new Comparison(
                chosen(contenders),
                parallelisms.isEmpty()
                        ? List.of(loaded > 0 ? 1 : Runtime.getRuntime().availableProcessors())
                        : parallelisms,
                contenders,
                rounds,
                seconds,
                warmUpSeconds,
                comparedEvents,
                loaded);
        PrintWriter progress = spec.commandLine().getErr();
        return new Report(
                        comparison, comparison.run(progress), spec.commandLine().getOut())
                .print();
    }

    /** Unless some are named: all, or those that any of the peers is meant for. */
    private List<NexmarkQuery> chosen(List<Contender> contenders) {
        if (!queries.isEmpty() && !queries.contains(ALL)) {
            return chosen();
        }
        Set<String> meant = contenders.stream()
                .flatMap(contender -> contender.queries().stream())
                .collect(Collectors.toSet());
        return NexmarkQuery.all().stream()
                .filter(query -> meant.isEmpty() || meant.contains(query.name()))
                .toList();
    }

    private List<NexmarkQuery> chosen() {
        List<NexmarkQuery> chosen = new ArrayList<>();
        for (String name : queries) {
            chosen.add(NexmarkQuery.named(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no query " + name + "; expected some of " + NexmarkQuery.NAMES)));
        }
        return chosen;
    }

    /** Without another process, so that a profiler sees it. */
    private int here() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        int parallelism = parallelisms.isEmpty() ? Runtime.getRuntime().availableProcessors() : parallelisms.get(0);
        try (MillraceEngine engine = new MillraceEngine(settings)) {
            for (NexmarkQuery query : queries.isEmpty() || queries.contains(ALL) ? NexmarkQuery.all() : chosen()) {
                if (warmUpEvents > 0) {
                    engine.run(query, load(warmUpEvents, parallelism));
                }
                Run run = engine.run(query, load(events, parallelism));
                String line = String.format(
                        Locale.ROOT,
                        "%s parallelism=%d events=%d seconds=%.2f events_per_s=%.0f",
                        query.name(),
                        parallelism,
                        run.events(),
                        run.seconds(),
                        run.events() / run.seconds());
                String more = String.format(
                        Locale.ROOT,
                        " cpu_s=%.2f events_per_cpu_s=%.0f",
                        run.cpuSeconds(),
                        run.events() / run.cpuSeconds());
                out.println(cpu ? line + more : line);
                out.flush();
            }
        }
        return 0;
    }

    private static Load load(long events, int parallelism) {
        return new Load(
                NexmarkConfig.ofEvents(events), parallelism, parallelism, false, false, Double.POSITIVE_INFINITY);
    }
}
