package io.millrace.campaign;

import io.millrace.campaign.crash.CrashCampaign;
import io.millrace.campaign.crash.CrashOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crash}: SIGKILL at named points, and other trouble, on all kinds of views and sinks. */
@Command(
        name = "crash",
        description =
                "Kills a server at named points and at random moments, stops it, lets its disk be full, damages its"
                        + " files; after each, tables, views and part files are compared with what was acknowledged and with DuckDB.",
        mixinStandardHelpOptions = true)
final class CrashCommand implements Callable<Integer> {
    /** So many kills are enough for as many at each point as are promised. */
    private static final int KILLS_WHOLE = 200;

    private static final int KILLS_AT_EACH = 10;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--kills", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int kills = KILLS_WHOLE;

    @Option(names = "--faults", paramLabel = "N", description = "other faults (default: ${DEFAULT-VALUE})")
    private int faults = 100;

    @Option(names = "--seed", paramLabel = "N", description = "of the rounds (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--first", paramLabel = "N", description = "the round to begin with (default: ${DEFAULT-VALUE})")
    private int first;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-crash");
        int each = kills >= KILLS_WHOLE && first == 0 ? KILLS_AT_EACH : 0;
        List<String> findings = new CrashCampaign(new CrashOptions(kills, faults, each, seed, first), place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
