package io.millrace.campaign;

import io.millrace.campaign.garbage.GarbageCampaign;
import io.millrace.campaign.garbage.GarbageOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code garbage}: strings that are almost SQL give clean errors. */
@Command(
        name = "garbage",
        description = "Gives a database strings that are almost SQL: only clean errors, no hang, no growth of memory.",
        mixinStandardHelpOptions = true)
final class GarbageCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--strings", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long strings = 1_000_000;

    @Option(names = "--seed", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--first", paramLabel = "N", description = "number of the first one (default: ${DEFAULT-VALUE})")
    private long first = 0;

    @Option(names = "--failures", paramLabel = "N", description = "ends after so many (default: ${DEFAULT-VALUE})")
    private int failures = 20;

    @Option(names = "--jobs", paramLabel = "N", description = "databases at once (default: processors)")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        PrintWriter out = spec.commandLine().getOut();
        List<String> findings =
                new GarbageCampaign(new GarbageOptions(strings, seed, first, failures, jobs), out).run();
        out.println(findings.isEmpty() ? "PASSED" : "FAILED");
        out.flush();
        return findings.isEmpty() ? 0 : 1;
    }
}
