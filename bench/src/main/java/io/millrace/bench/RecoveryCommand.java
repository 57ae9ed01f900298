package io.millrace.bench;

import io.millrace.bench.recovery.RecoveryBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench recovery}: how long a killed server takes to its first new result. */
@Command(
        name = "recovery",
        description =
                "Makes state of some size, kills the server, and measures from the start of the process to the first new"
                        + " result; with few changes since the last checkpoint, and with many (a tenth of the keys).",
        mixinStandardHelpOptions = true)
public final class RecoveryCommand implements Callable<Integer> {
    private static final long FEW = 10;
    private static final double GIGA = 1e9;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--gigabytes", split = ",", paramLabel = "N", description = "of state (default: 0.1,1,5)")
    private List<Double> gigabytes = List.of(0.1, 1.0, 5.0);

    @Option(names = "--heap", paramLabel = "SIZE", description = "of the server (default: ${DEFAULT-VALUE})")
    private String heap = "2g";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "of each measurement, of which the median is shown (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--dir", paramLabel = "DIR", description = "where the state lies; by default a temporary place")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "| state on disk | changes since the checkpoint | clients are served after | first new result after |");
        out.println("| --- | --- | --- | --- |");
        for (double size : gigabytes) {
            Path place = directory.isPresent()
                    ? Files.createTempDirectory(Files.createDirectories(directory.get()), "recovery")
                    : Files.createTempDirectory("millrace-recovery");
            try {
                measure(size, place, out);
            } finally {
                delete(place);
            }
        }
        return 0;
    }

    private void measure(double size, Path place, PrintWriter out) throws Exception {
        RecoveryBench bench = new RecoveryBench(size, heap, place);
        bench.prepare();
        for (long changes : new long[] {FEW, bench.many()}) {
            RecoveryBench.Recovery[] recoveries = new RecoveryBench.Recovery[rounds];
            for (int round = 0; round < rounds; round++) {
                recoveries[round] = bench.recover(changes);
            }
            RecoveryBench.Recovery median = Stream.of(recoveries)
                    .sorted(Comparator.comparingDouble(RecoveryBench.Recovery::resultSeconds))
                    .toList()
                    .get(rounds / 2);
            out.println(String.format(
                    Locale.ROOT,
                    "| %.2f GB | %,d | %.2f s | %.2f s |",
                    median.stateBytes() / GIGA,
                    median.changes(),
                    median.listeningSeconds(),
                    median.resultSeconds()));
            out.flush();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
