package io.millrace.server.avatica;

import io.millrace.executor.clock.Clock;
import io.millrace.server.session.Database;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.server.HttpServer;
import org.apache.calcite.avatica.server.ServerCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.HandlerList;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves a database to JDBC clients over HTTP.
 *
 * <p><b>Threading:</b> start and stop from one thread. <b>Ownership:</b> stopping ends the clients' sessions; the database is
 * its opener's.
 */
public final class AvaticaEndpoint {
    /** Each waiting fetch holds a thread: enough for a thousand sessions that wait, and their cancels. */
    private static final int THREADS_MAX = 2_500;

    /** Longer than the clients keep idle connections, so that it is they who close them. */
    private static final long IDLE_SOCKET_MILLIS = 30 * 60_000L;

    private final MillraceMeta meta;
    private final Timers timers;
    private final Limits limits;
    private final List<Handler> otherHandlers;
    private @Nullable HttpServer server;

    /**
     * @param fetchWaitMillis how long a request for rows waits for the first of them
     * @param silenceMillisMax after how long without a word from a client its session is ended; the driver gives a sign of
     *     life every 15 s
     */
    public record Limits(long fetchWaitMillis, long silenceMillisMax) {
        public static final Limits DEFAULT = new Limits(20_000, 120_000);
    }

    public AvaticaEndpoint(Database database, Clock clock) {
        this(database, clock, Limits.DEFAULT, List.of());
    }

    /** @param otherHandlers what else to serve at the same port; asked first */
    public AvaticaEndpoint(Database database, Clock clock, Limits limits, List<Handler> otherHandlers) {
        this.timers = new Timers("millrace-server-timer");
        this.limits = limits;
        this.otherHandlers = List.copyOf(otherHandlers);
        this.meta = new MillraceMeta(
                database, new ClientConnection.ConnectionContext(clock, timers, true, limits.fetchWaitMillis()));
    }

    /** Starts to listen. @param port 0 for any free one */
    public void start(String host, int port) {
        List<ServerCustomizer<Server>> customizers = List.of(jetty -> customize(jetty, host));
        HttpServer starting = new HttpServer.Builder<Server>()
                .withPort(port)
                .withHandler(new JsonHttpHandler(meta))
                .withServerCustomizers(customizers, Server.class)
                .build();
        try {
            starting.start();
        } catch (RuntimeException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new MillraceException(
                    SqlState.CONNECTION_FAILED,
                    "cannot listen on " + host + ":" + port + ": " + reason.getMessage(),
                    e);
        }
        server = starting;
        timers.every(
                Math.max(1, limits.silenceMillisMax() / 4),
                () -> meta.closeSilentLongerThan(limits.silenceMillisMax()));
    }

    private void customize(Server jetty, String host) {
        ((QueuedThreadPool) jetty.getThreadPool()).setMaxThreads(THREADS_MAX);
        ServerConnector connector = (ServerConnector) jetty.getConnectors()[0];
        connector.setHost(host);
        connector.setIdleTimeout(IDLE_SOCKET_MILLIS);
        List<Handler> handlers = new ArrayList<>(otherHandlers);
        handlers.add(jetty.getHandler());
        jetty.setHandler(new HandlerList(handlers.toArray(Handler[]::new)));
    }

    /** The port it listens on. */
    public int port() {
        HttpServer running = server;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.getPort();
    }

    /** How many clients have a connection open. */
    public int connections() {
        return meta.connections();
    }

    /** Ends the sessions and stops listening. */
    public void stop() {
        meta.close();
        timers.close();
        HttpServer running = server;
        if (running != null) {
            server = null;
            running.stop();
            meta.close(); // of who came in meanwhile
        }
    }
}
