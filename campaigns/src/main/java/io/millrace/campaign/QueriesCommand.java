package io.millrace.campaign;

import io.millrace.campaign.query.QueryCampaign;
import io.millrace.campaign.query.QueryOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code queries}: generated tables, changes and queries, answered as DuckDB answers them. */
@Command(
        name = "queries",
        description =
                "Generates tables, changes and queries, and compares every answer with DuckDB's, after each commit.",
        mixinStandardHelpOptions = true)
final class QueriesCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--queries", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long queries = 50_000;

    @Option(names = "--seed", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--first", paramLabel = "N", description = "number of the first one (default: ${DEFAULT-VALUE})")
    private long first = 0;

    @Option(names = "--parallelism", paramLabel = "P", description = "of the queries (default: ${DEFAULT-VALUE})")
    private int parallelism = 2;

    @Option(names = "--failures", paramLabel = "N", description = "ends after so many (default: ${DEFAULT-VALUE})")
    private int failures = 10;

    @Option(names = "--jobs", paramLabel = "N", description = "worlds at once (default: processors + 1)")
    private int jobs = Runtime.getRuntime().availableProcessors() + 1;

    @Option(
            names = "--durable",
            description = "keeps the database in a directory, and closes and opens it in the middle of the changes")
    private boolean durable;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-queries");
        Optional<Path> database = durable ? Optional.of(place.resolve("database")) : Optional.empty();
        QueryCampaign campaign =
                new QueryCampaign(new QueryOptions(queries, seed, first, parallelism, failures, jobs, database), out);
        Thread interrupted = new Thread(campaign::printSoFar);
        Runtime.getRuntime().addShutdownHook(interrupted);
        List<String> findings = campaign.run();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
