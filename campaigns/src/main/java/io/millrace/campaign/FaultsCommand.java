package io.millrace.campaign;

import io.millrace.campaign.fault.FaultCampaign;
import io.millrace.campaign.fault.FaultOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code faults}: whether the simulations notice faults. */
@Command(
        name = "faults",
        description = "Plants faults in a copy of the sources, one at a time; the simulations must notice each.",
        mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "of each simulation (default: ${DEFAULT-VALUE})")
    private int seeds = 200;

    @Option(names = "--fault", paramLabel = "NAME", description = "only that one; may be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--maven", paramLabel = "COMMAND", description = "how to call it (default: ${DEFAULT-VALUE})")
    private String maven = "mvn";

    @Option(names = "--root", paramLabel = "DIR", description = "of the sources (default: ${DEFAULT-VALUE})")
    private Path root = Path.of("");

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-faults");
        FaultOptions options = new FaultOptions(root.toAbsolutePath(), place, seeds, names, List.of(maven.split(" ")));
        List<String> findings = new FaultCampaign(options, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
