package io.millrace.campaign.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plants each fault in a copy of the sources, runs the simulations there and counts the seeds that fail. */
public final class FaultCampaign {
    private static final List<String> SIMULATIONS =
            List.of("CrashSimulationTest", "TimedCrashSimulationTest", "RestartSimulationTest");
    private static final long MINUTES_MAX = 20;
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", "docs");
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>", Pattern.DOTALL);
    private static final Pattern NOT_PASSED = Pattern.compile("(?:errors|failures)=\"(\\d+)\"");

    private final FaultOptions options;
    private final PrintWriter out;
    private final Path copy;

    public FaultCampaign(FaultOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.copy = options.place().resolve("sources");
    }

    /** @return what is not as it should be */
    public List<String> run() throws IOException, InterruptedException {
        List<String> findings = new ArrayList<>();
        copySources();
        int sound = failures();
        if (sound != 0) {
            findings.add((sound < 0 ? "the sources do not build" : sound + " seeds fail") + " without any fault");
            return findings;
        }
        out.printf("%-32s %s%n", "fault", "seeds that fail of " + String.join(", ", SIMULATIONS));
        for (PlantedFault fault : PlantedFaults.all()) {
            if (options.names().isEmpty() || options.names().contains(fault.name())) {
                tryOut(fault, findings);
            }
        }
        return findings;
    }

    private void tryOut(PlantedFault fault, List<String> findings) throws IOException, InterruptedException {
        Path file = copy.resolve(fault.file());
        String text = Files.readString(file);
        Files.writeString(file, fault.plantedIn(text));
        int noticed = failures();
        Files.writeString(file, text);
        out.printf("%-32s %s%n", fault.name(), noticed < 0 ? "does not build" : noticed);
        out.flush();
        if (noticed <= 0) {
            findings.add("fault " + fault.name() + " is not noticed: " + fault.description());
        }
    }

    /** Seeds that fail; −1 if it does not build. */
    private int failures() throws IOException, InterruptedException {
        Path reports = copy.resolve("executor/target/surefire-reports");
        if (Files.isDirectory(reports)) {
            try (Stream<Path> old = Files.list(reports)) {
                for (Path report : old.toList()) {
                    Files.delete(report);
                }
            }
        }
        List<String> command = new ArrayList<>(options.maven());
        command.addAll(List.of(
                "-q",
                "-B",
                "-Dquick",
                "-Dshade.skip",
                "-Dmaven.test.failure.ignore=true",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dsimulation.seeds=" + options.seeds(),
                "-Dtest=" + String.join(",", SIMULATIONS),
                "-pl",
                "executor",
                "-am",
                "test"));
        Path log = options.place().resolve("maven.log");
        Process maven = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!maven.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            // It hangs, which nobody overlooks; what Maven has started goes with it.
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
            return 1;
        }
        return maven.exitValue() == 0 ? counted(reports) : -1;
    }

    private static int counted(Path reports) throws IOException {
        int failures = 0;
        for (String simulation : SIMULATIONS) {
            Path report = reports.resolve("TEST-io.millrace.executor.simulation." + simulation + ".xml");
            if (!Files.exists(report)) {
                // Its process died, which is noticed too.
                failures++;
                continue;
            }
            Matcher suite = SUITE.matcher(Files.readString(report));
            if (suite.find()) {
                Matcher numbers = NOT_PASSED.matcher(suite.group());
                while (numbers.find()) {
                    failures += Integer.parseInt(numbers.group(1));
                }
            }
        }
        return failures;
    }

    private void copySources() throws IOException {
        Path root = options.root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (LEFT_OUT.contains(String.valueOf(directory.getFileName()))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(root.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(root.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
