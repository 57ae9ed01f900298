package io.millrace.campaign;

import io.millrace.campaign.soak.SoakCampaign;
import io.millrace.campaign.soak.SoakOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak}: memory, threads, open files and disk are flat. */
@Command(
        name = "soak",
        description =
                "Runs a mix of Nexmark queries on a server that is killed every minute, and looks at its memory, threads,"
                        + " open files and disk.",
        mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {
    private static final int SECONDS_PER_MINUTE = 60;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int minutes = 60;

    @Option(names = "--life-seconds", paramLabel = "N", description = "until each kill (default: ${DEFAULT-VALUE})")
    private int lifeSeconds = SECONDS_PER_MINUTE;

    @Option(names = "--events-per-second", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int eventsPerSecond = 5_000;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-soak");
        int lives = Math.max(3, minutes * SECONDS_PER_MINUTE / lifeSeconds);
        SoakOptions options = new SoakOptions(lives, lifeSeconds, eventsPerSecond);
        List<String> findings = new SoakCampaign(options, place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
