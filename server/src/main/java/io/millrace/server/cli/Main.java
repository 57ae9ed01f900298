package io.millrace.server.cli;

import java.io.InputStream;
import java.util.Properties;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/millrace}. Exit codes: 0 all went well, 1 a statement or the command failed, 2 wrong arguments. */
@Command(
        name = "millrace",
        description = "Continuous SQL on streams and tables, embedded or as a server.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {DemoCommand.class, RunCommand.class, ShellCommand.class, ServerCommand.class})
public final class Main implements Runnable {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /** A command that another module brings. */
    public interface Extension {
        /** An object with picocli's annotations. */
        Object command();
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command; its exit code. */
    public static int run(String... arguments) {
        Logging.configure(arguments);
        CommandLine commandLine = new CommandLine(new Main());
        ServiceLoader.load(Extension.class, Main.class.getClassLoader())
                .forEach(extension -> commandLine.addSubcommand(extension.command()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> Failures.report(failure, command));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version of the build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws Exception {
            Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
                if (in != null) {
                    properties.load(in);
                }
            }
            return new String[] {"millrace " + properties.getProperty("version", "(unknown version)")};
        }
    }
}
