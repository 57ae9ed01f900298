package io.millrace.jdbc.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.Link;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.url.ConnectionOption;
import io.millrace.jdbc.url.DatabaseUrl;
import java.net.URI;
import java.util.Properties;
import org.apache.calcite.avatica.remote.JsonService;
import org.apache.calcite.avatica.remote.Service;

/** A connection's way to a server: Avatica's requests go to {@code /}, commands to {@code /command}. */
public final class HttpLink implements Link {
    private static final int ANSWER_AT_ONCE_MILLIS = 60_000;
    private static final int PING_MILLIS_MAX = 5_000;

    private final JsonExchange exchange;
    private final URI commands;
    private final HttpService service;
    private final Heartbeat heartbeat;
    private volatile int networkTimeoutMillis;

    private HttpLink(JsonExchange exchange, URI server, String connectionId, int heartbeatMillis) {
        this.exchange = exchange;
        this.commands = server.resolve("/command");
        this.service = new HttpService(exchange, server, () -> networkTimeoutMillis);
        this.heartbeat = Heartbeat.start(exchange, commands, connectionId, heartbeatMillis, this);
    }

    /** A link that opens no connection to the server yet: the first request does. */
    public static HttpLink to(DatabaseUrl.Remote url, Properties properties, String connectionId) {
        boolean ssl =
                ConnectionOption.SSL.in(properties).map(Boolean::parseBoolean).orElse(false);
        URI server = URI.create((ssl ? "https" : "http") + "://" + url.host() + ":" + url.port() + "/");
        int connectTimeoutMillis = ConnectionOption.CONNECT_TIMEOUT_MILLIS.millisIn(properties);
        int heartbeatMillis = ConnectionOption.HEARTBEAT_MILLIS.millisIn(properties);
        return new HttpLink(new JsonExchange(connectTimeoutMillis), server, connectionId, heartbeatMillis);
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public CommandReply command(Command command) {
        try {
            String request = JsonService.MAPPER.writerFor(Command.class).writeValueAsString(command);
            int timeoutMillis = command.idempotent() ? ANSWER_AT_ONCE_MILLIS : networkTimeoutMillis;
            JsonExchange.Answer answer = command instanceof Command.Ping
                    ? exchange.postOnce(commands, request, PING_MILLIS_MAX)
                    : exchange.post(commands, request, command.idempotent(), timeoutMillis);
            if (answer.isError()) {
                throw HttpService.error(commands, answer.body());
            }
            return JsonService.MAPPER.readValue(answer.body(), CommandReply.class);
        } catch (JsonProcessingException e) {
            throw HttpService.notOurs(commands, e);
        }
    }

    @Override
    public boolean encodesRows() {
        return true;
    }

    @Override
    public void networkTimeout(int millis) {
        networkTimeoutMillis = millis;
    }

    @Override
    public void close() {
        heartbeat.stop();
        exchange.close();
    }

    /** Fails before anything was sent: the request cannot have had an effect. */
    static LinkException unreachable(URI server, Exception cause) {
        String reason = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new LinkException("08001", "no Millrace server answers at " + server.getAuthority() + reason, 0, cause);
    }
}
