package io.millrace.campaign;

import io.millrace.campaign.simulation.SimulationCampaign;
import io.millrace.campaign.simulation.SimulationOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulation}: generated queries through simulated crashes. */
@Command(
        name = "simulation",
        description =
                "Generates tables, changes and queries, and runs them through crashes on a simulated scheduler and disk;"
                        + " views and finite queries must agree with a database that nothing happened to.",
        mixinStandardHelpOptions = true)
final class SimulationCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seeds = 10_000;

    @Option(names = "--first", paramLabel = "SEED", description = "the first of them (default: ${DEFAULT-VALUE})")
    private long first;

    @Option(names = "--crashes", paramLabel = "N", description = "of each seed at least (default: ${DEFAULT-VALUE})")
    private int crashes = 3;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in; one in memory is quick")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-simulation");
        List<String> findings = new SimulationCampaign(new SimulationOptions(first, seeds, crashes), place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
