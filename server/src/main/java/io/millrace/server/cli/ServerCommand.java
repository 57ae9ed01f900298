package io.millrace.server.cli;

import io.millrace.executor.clock.SystemClock;
import io.millrace.server.avatica.AvaticaEndpoint;
import io.millrace.server.database.EngineOpener;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import io.millrace.server.setting.DatabaseSettings;
import io.millrace.spi.option.Options;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code server}: serves a database over HTTP until it is told to stop. */
@Command(name = "server", description = "Serves a database to JDBC clients.", mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "where the database lives; by default in memory")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port to listen on, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port = 8765;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "address to listen on (default: ${DEFAULT-VALUE}); there are no passwords yet, so think twice"
                    + " before you choose one that others can reach")
    private String host = "127.0.0.1";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting of the database, such as checkpoint.interval=500ms; may be repeated")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws InterruptedException {
        DatabaseLocation location = data.<DatabaseLocation>map(DatabaseLocation.Directory::new)
                .orElseGet(DatabaseLocation.PrivateMemory::new);
        Options.requireKnown(
                "the server",
                settings,
                DatabaseSettings.ALL.stream()
                        .map(io.millrace.spi.option.Option::name)
                        .toList());
        Database database = new EngineOpener().open(location, settings);
        AvaticaEndpoint endpoint = new AvaticaEndpoint(database, new SystemClock());
        try {
            endpoint.start(host, port);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("listening on http://" + host + ":" + endpoint.port());
        out.flush();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            endpoint.stop();
                            database.close();
                            out.println("stopped");
                            out.flush();
                            stopped.countDown();
                        },
                        "millrace-shutdown"));
        stopped.await();
        return 0;
    }
}
