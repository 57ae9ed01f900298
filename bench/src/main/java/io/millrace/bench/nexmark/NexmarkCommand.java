package io.millrace.bench.nexmark;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench nexmark}: events per second of the Nexmark queries. */
@Command(
        name = "nexmark",
        description = "Runs Nexmark queries as pipelines from the generator into nowhere, with state in RocksDB and a"
                + " checkpoint every 2 s, and prints one line each.",
        mixinStandardHelpOptions = true)
public final class NexmarkCommand implements Callable<Integer> {
    private static final long EVENTS_DEFAULT = 10_000_000;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--queries", split = ",", paramLabel = "Q", description = "such as q0,q5 (default: all)")
    private List<String> queries = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "events of person, auction and bid together (default: ${DEFAULT-VALUE})")
    private long events = EVENTS_DEFAULT;

    @Option(names = "--parallelism", paramLabel = "P", description = "tasks of each stage (default: one a core)")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--warm-up-events",
            paramLabel = "N",
            description = "events that are read before, so that the code is compiled (default: ${DEFAULT-VALUE})")
    private long warmUp = 2_000_000;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting, such as checkpoint.interval=10s; may be repeated")
    private Map<String, String> settings = Map.of();

    @Option(names = "--cpu", description = "prints processor time too, which other load on the machine does not change")
    private boolean cpu;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> all = new LinkedHashMap<>(NexmarkBench.SETTINGS);
        all.putAll(settings);
        for (NexmarkQuery query : chosen()) {
            if (warmUp > 0) {
                new NexmarkBench(warmUp, parallelism, all).measure(query);
            }
            Measurement measured = new NexmarkBench(events, parallelism, all).measure(query);
            out.println(cpu ? measured.lineWithCpu() : measured.line());
            out.flush();
        }
        return 0;
    }

    private List<NexmarkQuery> chosen() {
        List<NexmarkQuery> chosen = new ArrayList<>();
        for (String name : queries) {
            chosen.add(NexmarkQuery.named(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no query " + name + "; expected some of " + NexmarkQuery.NAMES)));
        }
        return chosen.isEmpty() ? NexmarkQuery.all() : chosen;
    }
}
