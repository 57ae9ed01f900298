package io.millrace.campaign;

import io.millrace.campaign.tpch.TpchCampaign;
import io.millrace.campaign.tpch.TpchOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tpch}: the 22 queries as views over tables that change. */
@Command(
        name = "tpch",
        description = "Keeps the TPC-H queries as views while orders come and go, and compares with DuckDB.",
        mixinStandardHelpOptions = true)
final class TpchCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--scale", paramLabel = "X", description = "of the tables (default: ${DEFAULT-VALUE})")
    private double scale = 0.01;

    @Option(names = "--rounds", paramLabel = "N", description = "of changes (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--parallelism", paramLabel = "P", description = "of the views (default: ${DEFAULT-VALUE})")
    private int parallelism = 2;

    @Option(names = "--seed", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--dir", paramLabel = "DIR", description = "an empty directory to work in, which is kept")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path place = WorkPlace.open(directory, "millrace-tpch");
        String url = "jdbc:millrace:file:" + place.resolve("data");
        TpchOptions options = new TpchOptions(url, scale, rounds, parallelism, seed);
        List<String> findings = new TpchCampaign(options, place, out).run();
        return WorkPlace.verdict(findings, place, directory.isEmpty(), out);
    }
}
