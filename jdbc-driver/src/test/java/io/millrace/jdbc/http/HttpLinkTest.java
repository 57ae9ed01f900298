package io.millrace.jdbc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.url.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.remote.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that misbehaves. */
@Timeout(60)
class HttpLinkTest {
    private static final String DONE = "{\"notices\":[],\"savepoint\":null}";
    private static final String FRAME = "{\"response\":\"fetch\",\"frame\":{\"offset\":0,\"done\":true,\"rows\":[]},"
            + "\"missingStatement\":false,\"missingResults\":false,\"rpcMetadata\":null}";

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private HttpLink link;
    private int failures;
    private int failure;
    private String body = DONE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean fails = requests.incrementAndGet() <= failures;
            if (fails && failure == 0) {
                exchange.close(); // and no answer
                return;
            }
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? failure : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
        Properties properties = new Properties();
        properties.setProperty("heartbeatMillis", "0");
        link = HttpLink.to(
                new DatabaseUrl.Remote("127.0.0.1", server.getAddress().getPort()), properties, "connection");
    }

    @AfterEach
    void stop() {
        link.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void triesAgainWhenTheServerIsBusy() {
        failures = 2;
        failure = 503;
        assertThat(link.command(new Command.SetSavepoint("connection", "s"))).isEqualTo(CommandReply.DONE);
        assertThat(requests).hasValue(3);
    }

    @Test
    void givesUpOnAServerThatStaysBusy() {
        failures = Integer.MAX_VALUE;
        failure = 503;
        assertThatThrownBy(() -> link.command(new Command.Cancel("connection", 1)))
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.sqlState()).isEqualTo("08004"));
        assertThat(requests.get()).isBetween(2, 10);
    }

    @Test
    void asksForRowsAgainWhenTheAnswerWasLost() {
        failures = 1;
        body = FRAME;
        assertThat(link.service().apply(new Service.FetchRequest("connection", 1, 0, 10)).frame.done)
                .isTrue();
        assertThat(requests).hasValue(2);
    }

    @Test
    void neverRunsAStatementTwice() {
        failures = 1;
        assertThatThrownBy(() ->
                        link.service().apply(new Service.PrepareAndExecuteRequest("connection", 1, "INSERT …", -1)))
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.sqlState()).isEqualTo("08006"))
                .hasMessageContaining("whether the statement took effect is not known");
        assertThat(requests).hasValue(1);
    }

    @Test
    void recognisesThatTheOtherSideIsNoMillrace() {
        body = "<html>hello</html>";
        assertThatThrownBy(() -> link.service().apply(new Service.CreateStatementRequest("connection")))
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.sqlState()).isEqualTo("08001"))
                .hasMessageContaining("not a Millrace server");
        assertThatThrownBy(() -> link.command(new Command.Ping("connection"))).isInstanceOf(LinkException.class);
    }
}
