package io.millrace.campaign;

import io.millrace.campaign.damage.DamageCampaign;
import io.millrace.campaign.damage.DamageOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damage}: files change while the database is not running. */
@Command(
        name = "damage",
        description = "Damages files of a database and opens it: it is right, or it refuses and names a file.",
        mixinStandardHelpOptions = true)
final class DamageCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--starts", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int starts = 1_000;

    @Option(names = "--first", paramLabel = "N", description = "number of the first (default: ${DEFAULT-VALUE})")
    private int first;

    @Option(names = "--every-byte", description = "change each byte of the newest manifest in turn, too")
    private boolean everyByte;

    @Option(names = "--seed", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-damage");
        DamageOptions options = new DamageOptions(first, starts, everyByte, seed);
        List<String> findings = new DamageCampaign(options, place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
