package io.millrace.bench;

import io.millrace.bench.millrace.FileReading;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench files}: how fast files are read. */
@Command(
        name = "files",
        description = "Writes Nexmark's bids into a file and measures a filtered aggregate over it.",
        mixinStandardHelpOptions = true)
public final class FilesCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("json", "csv");
    private static final double MEBI = 1 << 20;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--format", split = ",", paramLabel = "F", description = "json, csv (default: both)")
    private List<String> formats = FORMATS;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "events whose bids are written, 46 of 50 (default: ${DEFAULT-VALUE})")
    private long events = 4_000_000;

    @Option(names = "--parallelism", paramLabel = "P", description = "tasks of each stage (default: ${DEFAULT-VALUE})")
    private int parallelism = 1;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "readings, of which the median is taken after one to warm up (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Override
    public Integer call() throws Exception {
        for (String format : formats) {
            if (!FORMATS.contains(format)) {
                throw new ParameterException(
                        spec.commandLine(), "there is no format " + format + "; expected some of " + FORMATS);
            }
            measure(format);
        }
        return 0;
    }

    private void measure(String format) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (FileReading file = FileReading.of(format, events)) {
            file.read(parallelism);
            List<FileReading.Reading> readings = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                readings.add(file.read(parallelism));
            }
            readings.sort(Comparator.comparingDouble(FileReading.Reading::seconds));
            FileReading.Reading median = readings.get(rounds / 2);
            out.println(String.format(
                    Locale.ROOT,
                    "%s parallelism=%d rows=%d mb=%.0f seconds=%.2f rows_per_s=%.0f rows_per_cpu_s=%.0f mb_per_s=%.0f",
                    format,
                    parallelism,
                    median.rows(),
                    median.bytes() / MEBI,
                    median.seconds(),
                    median.rows() / median.seconds(),
                    median.rows() / median.cpuSeconds(),
                    median.bytes() / MEBI / median.seconds()));
            out.flush();
        }
    }
}
