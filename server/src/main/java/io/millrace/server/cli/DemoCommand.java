package io.millrace.server.cli;

import io.millrace.server.cli.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: three views over generated auctions, live, with a savepoint and a rollback to it. */
@Command(
        name = "demo",
        description =
                "Keeps three views over generated auctions and shows them live; takes a savepoint and rolls back to it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "how long it goes on, unless Ctrl-C ends it before (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(
            names = "--events-per-second",
            paramLabel = "N",
            description = "events made per second (default: ${DEFAULT-VALUE})")
    private int eventsPerSecond = 100_000;

    @Override
    public Integer call() throws Exception {
        new Demo(spec.commandLine().getOut(), seconds, eventsPerSecond).run();
        return 0;
    }
}
