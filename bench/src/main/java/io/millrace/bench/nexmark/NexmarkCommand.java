package io.millrace.bench.nexmark;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench nexmark}: a line for each query. */
@Command(
        name = "nexmark",
        description = "Runs Nexmark queries, each into a sink that forgets, and prints how fast they were.",
        mixinStandardHelpOptions = true)
public final class NexmarkCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--queries", split = ",", paramLabel = "q0,q5", description = "which queries; by default all")
    private List<String> queries = NexmarkRun.QUERIES;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "persons, auctions and bids together (default: ${DEFAULT-VALUE})")
    private long events = 10_000_000;

    @Option(names = "--parallelism", paramLabel = "P", description = "tasks of each stage; by default one a core")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--warm-up-events",
            paramLabel = "N",
            description = "events of a run before that one, which does not count (default: ${DEFAULT-VALUE})")
    private long warmUpEvents = 2_000_000;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        for (String query : queries) {
            if (warmUpEvents > 0) {
                new NexmarkRun(query, warmUpEvents, parallelism).measure();
            }
            out.println(new NexmarkRun(query, events, parallelism).measure());
            out.flush();
        }
        return 0;
    }
}
