package io.millrace.campaign;

import io.millrace.campaign.bank.BankCampaign;
import io.millrace.campaign.bank.BankOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bank}: money is moved while the server is killed, and the total never differs. */
@Command(
        name = "bank",
        description = "Moves money between accounts of a server that is killed, and audits it all the time.",
        mixinStandardHelpOptions = true)
final class BankCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--tellers", paramLabel = "N", description = "connections that write (default: ${DEFAULT-VALUE})")
    private int tellers = 8;

    @Option(names = "--readers", paramLabel = "N", description = "connections that read (default: ${DEFAULT-VALUE})")
    private int readers = 2;

    @Option(names = "--reads", paramLabel = "N", description = "readings of the five views (default: ${DEFAULT-VALUE})")
    private long reads = 10_000;

    @Option(
            names = "--distinct",
            paramLabel = "N",
            description = "different distributions that must be seen (default: ${DEFAULT-VALUE})")
    private int distinct = 1_000;

    @Option(names = "--kills", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int kills = 5;

    @Option(names = "--seed", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-bank");
        BankOptions options = new BankOptions(tellers, readers, 10, 1_000, reads, distinct, kills, seed);
        List<String> findings = new BankCampaign(options, place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
