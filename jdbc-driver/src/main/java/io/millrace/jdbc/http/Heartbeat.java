package io.millrace.jdbc.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.jdbc.link.Command;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.avatica.remote.JsonService;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server now and then that the client of a connection is alive, so that one may sit idle, or think long about a
 * row, and yet the session of a client that vanished is ended. Stops by itself when its connection was forgotten.
 */
final class Heartbeat {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "millrace-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable ScheduledFuture<?> schedule;

    private Heartbeat() {}

    /** @param owner while it is reachable, the heart beats */
    static Heartbeat start(JsonExchange exchange, URI commands, String connectionId, int periodMillis, Object owner) {
        Heartbeat heartbeat = new Heartbeat();
        if (periodMillis > 0) {
            String ping = ping(connectionId);
            WeakReference<Object> alive = new WeakReference<>(owner);
            heartbeat.schedule = TIMER.scheduleWithFixedDelay(
                    () -> heartbeat.beat(exchange, commands, ping, periodMillis, alive),
                    periodMillis,
                    periodMillis,
                    TimeUnit.MILLISECONDS);
        }
        return heartbeat;
    }

    private static String ping(String connectionId) {
        try {
            return JsonService.MAPPER.writerFor(Command.class).writeValueAsString(new Command.Ping(connectionId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beat(JsonExchange exchange, URI commands, String ping, int periodMillis, WeakReference<Object> alive) {
        if (alive.get() == null) {
            stop();
        } else {
            exchange.postAndForget(commands, ping, periodMillis);
        }
    }

    void stop() {
        ScheduledFuture<?> running = schedule;
        if (running != null) {
            running.cancel(false);
        }
    }
}
