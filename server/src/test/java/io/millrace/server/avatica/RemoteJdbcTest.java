package io.millrace.server.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.clock.SystemClock;
import io.millrace.jdbc.MillraceDriver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract with a server between. */
class RemoteJdbcTest extends JdbcContract {
    private AvaticaEndpoint endpoint;

    @Override
    MillraceDriver open() {
        endpoint = start(0, 60_000);
        return new MillraceDriver();
    }

    private AvaticaEndpoint start(int port, long silenceMillisMax) {
        AvaticaEndpoint started = new AvaticaEndpoint(
                database, new SystemClock(), new AvaticaEndpoint.Limits(250, silenceMillisMax), List.of());
        started.start("127.0.0.1", port);
        return started;
    }

    @Override
    String url() {
        return "jdbc:millrace://127.0.0.1:" + endpoint.port() + "/";
    }

    @Override
    void shut() {
        endpoint.stop();
    }

    @Test
    void endsTheSessionOfAClientThatVanished() throws Exception {
        AvaticaEndpoint impatient = start(0, 300);
        try {
            String url = "jdbc:millrace://127.0.0.1:" + impatient.port() + "/?heartbeatMillis=";
            Connection silent = driver.connect(url + "0", new Properties());
            Connection alive = driver.connect(url + "50", new Properties());
            silent.createStatement().executeQuery("stream");
            ScriptedCursor cursor = database.started();
            assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertState("08003", () -> silent.createStatement());
            assertThat(silent.isValid(1)).isFalse();
            silent.close();
            assertThat(alive.isValid(1)).isTrue();
            alive.close();
        } finally {
            impatient.stop();
        }
    }

    @Test
    void saysThatNobodyListens() {
        assertThatThrownBy(() -> driver.connect("jdbc:millrace://127.0.0.1:1/", new Properties()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("no Millrace server answers at 127.0.0.1:1");
    }

    @Test
    void noticesThatTheServerStopped() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("stream");
        ScriptedCursor cursor = database.started();
        Future<Boolean> next = async(rows::next);
        assertThat(cursor.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        endpoint.stop();
        assertThatThrownBy(() -> next.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isIn("57P01", "08001", "08006"));
        assertThat(connection.isValid(1)).isFalse();
        rows.close();
        statement.close();
        connection.close();
        endpoint = start(0, 60_000);
    }

    @Test
    void aSavepointSurvivesARestartOfTheServer() throws Exception {
        var savepoint = connection.setSavepoint("s");
        int port = endpoint.port();
        endpoint.stop();
        endpoint = start(port, 60_000);
        assertState("08003", () -> connection.createStatement());
        try (Connection again = connect()) {
            again.rollback(savepoint);
        }
        assertThat(database.done).containsExactly("ROLLBACK TO s");
    }

    @Test
    void servesManySessionsThatAllWait() throws Exception {
        List<Connection> connections = new ArrayList<>();
        List<ScriptedCursor> cursors = new ArrayList<>();
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Connection one = connect();
            connections.add(one);
            ResultSet rows = one.createStatement().executeQuery("stream");
            ScriptedCursor cursor = database.started();
            cursors.add(cursor);
            readers.add(async(rows::next));
        }
        for (ScriptedCursor cursor : cursors) {
            assertThat(cursor.waiting.await(30, TimeUnit.SECONDS)).isTrue();
        }
        cursors.forEach(cursor -> cursor.emit(1L));
        for (Future<Boolean> reader : readers) {
            assertThat(reader.get(30, TimeUnit.SECONDS)).isTrue();
        }
        for (Connection one : connections) {
            one.close();
        }
        assertThat(endpoint.connections()).isEqualTo(1);
    }

    @Test
    void sendsNoStackTraces() throws Exception {
        for (String body : List.of("rubbish", "{\"request\":\"fetch\",\"connectionId\":\"x\",\"statementId\":1}")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + "/"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("\"exceptions\":[]")
                    .doesNotContain("io.millrace")
                    .contains("\"08");
        }
    }
}
