package io.millrace.bench;

import io.millrace.server.cli.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: measures how fast this machine is. */
@Command(
        name = "bench",
        description = "Measures how fast queries are on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            NexmarkCommand.class,
            FilesCommand.class,
            LatencyCommand.class,
            RecoveryCommand.class,
            SmokeCommand.class
        })
public final class BenchCommand implements Runnable {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /** Adds the command to the command line when this module is on the class path. */
    public static final class Extension implements Main.Extension {
        @Override
        public Object command() {
            return new BenchCommand();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: nexmark, files, latency, recovery or smoke");
    }
}
