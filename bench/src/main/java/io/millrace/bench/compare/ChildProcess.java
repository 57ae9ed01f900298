package io.millrace.bench.compare;

import io.millrace.bench.child.ChildMain;
import io.millrace.bench.child.Job;
import io.millrace.bench.child.Outcome;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a job in a Java process of its own, so that memory and processor time are that engine's alone. */
final class ChildProcess {
    /** Names the file with the class path of the peers, which {@code bin/millrace} has made. */
    private static final String PEERS = "millrace.bench.peers";

    private static final long MINUTES_MAX = 20;
    private static final int LINES_OF_TROUBLE = 20;

    private ChildProcess() {}

    static Outcome run(Contender contender, Job job) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-job");
        Path jobFile = directory.resolve("job");
        Path outcomeFile = directory.resolve("outcome");
        Path log = directory.resolve("log");
        try {
            job.write(jobFile);
            Process process = new ProcessBuilder(command(contender, jobFile, outcomeFile))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Thread killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(killer);
            if (Files.exists(outcomeFile)) {
                return Outcome.read(outcomeFile);
            }
            return Outcome.failed((ended ? "died: " : "took more than " + MINUTES_MAX + " minutes: ") + lastLines(log));
        } finally {
            for (Path file : List.of(jobFile, outcomeFile, log, directory)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream().skip(Math.max(0, lines.size() - LINES_OF_TROUBLE)).collect(Collectors.joining("\n"));
    }

    private static List<String> command(Contender contender, Path job, Path outcome) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What later JDKs want to be told about native code.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--enable-native-access") || option.startsWith("--sun-misc-unsafe"))
                .forEach(command::add);
        command.addAll(contender.javaOptions());
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"));
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath(contender)));
        command.addAll(List.of(ChildMain.class.getName(), job.toString(), outcome.toString()));
        return command;
    }

    private static String classPath(Contender contender) throws IOException {
        if (!contender.isPeer()) {
            return System.getProperty("java.class.path");
        }
        Path file = Path.of(System.getProperty(PEERS, "bench-peers/target/class-path.txt"));
        if (!Files.exists(file)) {
            throw new IOException("the other engines are not built: there is no " + file
                    + "; bin/millrace builds them, or mvn -Ppeers package -pl bench-peers -am");
        }
        return file.resolveSibling("classes")
                + File.pathSeparator
                + Files.readString(file).strip();
    }
}
