package io.millrace.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench smoke}: whether the benchmark itself works. */
@Command(
        name = "smoke",
        description = "Runs a few queries for an instant beside the loop written by hand; fails if the results differ.",
        mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine nexmark = new CommandLine(new NexmarkCommand());
        nexmark.setOut(spec.commandLine().getOut());
        nexmark.setErr(spec.commandLine().getErr());
        String instant =
                "--vs hand --queries q1,q5 --seconds 0.1 --warm-up 0 --compared-events 50000 --loaded-events 100000";
        return nexmark.execute(instant.split(" "));
    }
}
