package io.millrace.server.cli;

import io.millrace.server.cli.shell.ScriptInput;
import io.millrace.server.cli.shell.Shell;
import io.millrace.server.cli.shell.StatementRunner;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shell [URL]}: statements from a terminal, a pipe, the command line or a file. */
@Command(
        name = "shell",
        description = "Executes statements typed in, piped in, or given with -c or -f.",
        mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            defaultValue = "jdbc:millrace:",
            description = "jdbc:millrace:…, host:port or a directory; by default a database in memory")
    private String url = "jdbc:millrace:";

    @Option(names = "-c", paramLabel = "SQL", description = "execute these statements and leave; may be repeated")
    private List<String> commands = List.of();

    @Option(names = "-f", paramLabel = "FILE", description = "execute the statements of this file and leave")
    private List<Path> files = List.of();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting; may be repeated")
    private Map<String, String> settings = Map.of();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        try (Connection connection = Urls.connect(Urls.of(url), settings)) {
            StatementRunner runner = new StatementRunner(
                    connection, spec.commandLine().getOut(), spec.commandLine().getErr(), output.settings());
            if (!commands.isEmpty() || !files.isEmpty()) {
                return given(runner) ? 0 : 1;
            } else if (System.console() == null) {
                return ScriptInput.run(new InputStreamReader(System.in, StandardCharsets.UTF_8), runner) ? 0 : 1;
            }
            new Shell(runner, banner(connection)).run();
            return 0;
        }
    }

    private boolean given(StatementRunner runner) throws Exception {
        for (String command : commands) {
            if (!runner.runAll(command)) {
                return false;
            }
        }
        for (Path file : files) {
            if (!runner.runAll(Files.readString(file))) {
                return false;
            }
        }
        return true;
    }

    private String banner(Connection connection) throws SQLException {
        return "Millrace " + connection.getMetaData().getDatabaseProductVersion() + " at " + url
                + ". Statements end with a semicolon; \\? for help.";
    }
}
