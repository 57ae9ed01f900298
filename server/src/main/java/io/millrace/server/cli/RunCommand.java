package io.millrace.server.cli;

import io.millrace.server.cli.shell.StatementRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run FILE.sql}: executes the statements of a file in an engine of its own. */
@Command(
        name = "run",
        description = "Executes the statements of a file in an engine of its own, and prints their rows.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    @Parameters(paramLabel = "FILE.sql", description = "the statements")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "where the database lives; by default in memory")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting, such as checkpoint.interval=500ms; may be repeated")
    private Map<String, String> settings = Map.of();

    @Option(names = "--keep-running", description = "views and pipelines go on after the last statement, until Ctrl-C")
    private boolean keepRunning;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        String script = Files.readString(file);
        try (Connection connection = Urls.connect(Urls.embedded(data), settings)) {
            StatementRunner runner = new StatementRunner(
                    connection, spec.commandLine().getOut(), spec.commandLine().getErr(), output.settings());
            boolean ok = runner.runAll(script);
            if (ok && keepRunning) {
                new CountDownLatch(1).await();
            }
            return ok ? 0 : 1;
        }
    }
}
