package io.millrace.jdbc.http;

import io.millrace.jdbc.link.LinkException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends a JSON text, gives back the answer; tries again, a few times and with pauses, where that cannot do harm: when the
 * server was not reached or turned the request away (503), and for idempotent requests also when the answer was lost.
 *
 * <p><b>Threading:</b> any number of threads; each waits for its own answer only.
 */
final class JsonExchange implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 4;
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int HTTP_BUSY = 503;

    /** One for all connections of the JVM (by connect timeout): it has a selector thread and a pool of its own. */
    private static final Map<Integer, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private final HttpClient client;
    private final CountDownLatch closed = new CountDownLatch(1);

    JsonExchange(int connectTimeoutMillis) {
        client = CLIENTS.computeIfAbsent(connectTimeoutMillis, JsonExchange::client);
    }

    private static HttpClient client(int connectTimeoutMillis) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(connectTimeoutMillis == 0 ? Integer.MAX_VALUE : connectTimeoutMillis))
                .build();
    }

    /** The body, and whether it holds an error. */
    record Answer(int status, String body) {
        boolean isError() {
            return status != 200;
        }
    }

    /** Asks once. @param timeoutMillis how long it may take */
    Answer postOnce(URI uri, String json, int timeoutMillis) {
        return post(uri, json, false, timeoutMillis, 1);
    }

    /** @param timeoutMillis how long one attempt may take, 0 for ever */
    Answer post(URI uri, String json, boolean idempotent, int timeoutMillis) {
        return post(uri, json, idempotent, timeoutMillis, ATTEMPTS_MAX);
    }

    private Answer post(URI uri, String json, boolean idempotent, int timeoutMillis, int attemptsMax) {
        HttpRequest request = request(uri, json, timeoutMillis);
        int pauseMillis = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == attemptsMax;
            try {
                HttpResponse<String> response =
                        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (response.statusCode() != HTTP_BUSY) {
                    return new Answer(response.statusCode(), response.body());
                } else if (last) {
                    throw new LinkException("08004", "the server at " + uri.getAuthority() + " is too busy (HTTP 503)");
                }
            } catch (HttpConnectTimeoutException e) {
                throw HttpLink.unreachable(uri, e);
            } catch (ConnectException e) {
                if (last) {
                    throw HttpLink.unreachable(uri, e);
                }
            } catch (HttpTimeoutException e) {
                throw new LinkException(
                        "08006", "no answer from " + uri.getAuthority() + " in " + timeoutMillis + " ms");
            } catch (IOException e) {
                if (!idempotent || last) {
                    throw lost(uri, idempotent, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LinkException("57014", "interrupted while waiting for " + uri.getAuthority(), 0, e);
            }
            pause(pauseMillis);
            pauseMillis *= 4;
        }
    }

    /** Sends without waiting; what comes back, or does not, is of no interest. */
    void postAndForget(URI uri, String json, int timeoutMillis) {
        client.sendAsync(request(uri, json, timeoutMillis), HttpResponse.BodyHandlers.discarding());
    }

    private HttpRequest request(URI uri, String json, int timeoutMillis) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        if (timeoutMillis > 0) {
            builder.timeout(Duration.ofMillis(timeoutMillis));
        }
        return builder.build();
    }

    private static LinkException lost(URI uri, boolean idempotent, IOException cause) {
        String outcome = idempotent ? "" : "; whether the statement took effect is not known";
        return new LinkException("08006", "the connection to " + uri.getAuthority() + " broke" + outcome, 0, cause);
    }

    private void pause(int millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new LinkException("08003", "the connection was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("57014", "interrupted while waiting to try again", 0, e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
