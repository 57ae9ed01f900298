package io.millrace.campaign;

import io.millrace.campaign.kill.KillCampaign;
import io.millrace.campaign.kill.KillOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kill}: SIGKILL at random moments, and nothing is lost, doubled or goes back. */
@Command(
        name = "kill",
        description =
                "Kills a server that keeps q3, q5, q17 and part files over a file of events, and compares with DuckDB.",
        mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "N", description = "events in the file (default: ${DEFAULT-VALUE})")
    private long events = 2_000_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "time to read them at least (default: ${DEFAULT-VALUE})")
    private int seconds = 100;

    @Option(names = "--kills", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int kills = 20;

    @Option(names = "--seed", paramLabel = "N", description = "of the moments (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--checkpoint-millis",
            paramLabel = "N",
            description = "checkpoint.interval (default: ${DEFAULT-VALUE})")
    private long checkpointMillis = 500;

    @Option(
            names = "--slack-millis",
            paramLabel = "N",
            description = "how late a checkpoint may be (default: ${DEFAULT-VALUE})")
    private long slackMillis = 500;

    @Option(names = "--parallelism", paramLabel = "P", description = "of the queries (default: ${DEFAULT-VALUE})")
    private int parallelism = 2;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-kill");
        KillOptions options = new KillOptions(events, seconds, kills, seed, checkpointMillis, slackMillis, parallelism);
        List<String> findings = new KillCampaign(options, place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
