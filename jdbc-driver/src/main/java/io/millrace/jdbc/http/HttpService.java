package io.millrace.jdbc.http;

import io.millrace.jdbc.link.LinkException;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.calcite.avatica.remote.JsonService;
import org.jspecify.annotations.Nullable;

/** Avatica's requests as JSON over HTTP. */
final class HttpService extends JsonService {
    /** What may have changed something, and so is not sent again when its answer was lost. */
    private static final Set<String> NOT_IDEMPOTENT =
            Set.of("prepareAndExecute", "execute", "prepareAndExecuteBatch", "executeBatch");

    /** Longer than the server lets a fetch wait for rows. */
    private static final int ANSWER_SOON_MILLIS = 60_000;

    private final JsonExchange exchange;
    private final URI server;
    private final IntSupplier networkTimeoutMillis;

    HttpService(JsonExchange exchange, URI server, IntSupplier networkTimeoutMillis) {
        this.exchange = exchange;
        this.server = server;
        this.networkTimeoutMillis = networkTimeoutMillis;
    }

    @Override
    public String apply(String request) {
        boolean idempotent = !NOT_IDEMPOTENT.contains(requestName(request));
        int timeoutMillis = idempotent ? ANSWER_SOON_MILLIS : networkTimeoutMillis.getAsInt();
        JsonExchange.Answer answer = exchange.post(server, request, idempotent, timeoutMillis);
        if (answer.isError()) {
            throw error(server, answer.body());
        }
        return answer.body();
    }

    /** What the server's error says, word for word. */
    static LinkException error(URI server, String body) {
        try {
            ErrorResponse error = MAPPER.readValue(body, ErrorResponse.class);
            return new LinkException(error.sqlState, error.errorMessage, error.errorCode, null);
        } catch (IOException e) {
            throw notOurs(server, e);
        }
    }

    /** Jackson writes the name first: {@code {"request":"fetch",…}}. */
    private static String requestName(String request) {
        int start = request.indexOf(":\"") + 2;
        return request.substring(start, request.indexOf('"', start));
    }

    @Override
    protected RuntimeException handle(IOException e) {
        return notOurs(server, e);
    }

    static LinkException notOurs(URI server, @Nullable IOException cause) {
        return new LinkException(
                "08001",
                "what answers at " + server.getAuthority() + " is not a Millrace server of this version",
                0,
                cause);
    }
}
