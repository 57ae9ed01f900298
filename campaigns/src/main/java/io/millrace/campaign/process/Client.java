package io.millrace.campaign.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Does one thing over and over on a connection, through all lives of a server: what fails is a finding, unless the server was
 * killed meanwhile.
 *
 * <p><b>Threading:</b> has a thread of its own, in which the work is done.
 */
public final class Client implements AutoCloseable {
    private static final long GONE_MILLIS = 20;
    private static final long DYING_MILLIS = 200;

    private final String name;
    private final MortalServer server;
    private final Findings findings;
    private final long pauseMillis;
    private final Work work;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param pauseMillis between two times; 0 for none */
    public Client(String name, MortalServer server, Findings findings, long pauseMillis, Work work) {
        this.name = name;
        this.server = server;
        this.findings = findings;
        this.pauseMillis = pauseMillis;
        this.work = work;
        thread = new Thread(this::live, name);
    }

    /** What a client does. */
    @FunctionalInterface
    public interface Work {
        void once(Statement statement) throws SQLException, IOException;
    }

    public void start() {
        thread.start();
    }

    /** The work under way is the last; it is not waited for. */
    public void stop() {
        stopped = true;
    }

    /** Stops, and waits until the last work is done. */
    @Override
    public void close() throws InterruptedException {
        stop();
        thread.join();
    }

    private void live() {
        try {
            while (!stopped) {
                int life = server.servedLife();
                if (life == 0) {
                    TimeUnit.MILLISECONDS.sleep(GONE_MILLIS);
                    continue;
                }
                try {
                    workThrough(life);
                } catch (SQLException e) {
                    // A server that dies by itself is seen to be dead a moment later.
                    TimeUnit.MILLISECONDS.sleep(DYING_MILLIS);
                    if (server.servedLife() == life && !stopped) {
                        findings.add(
                                name + " failed while the server was there: " + e.getSQLState() + " " + e.getMessage());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workThrough(int life) throws SQLException, IOException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (!stopped && server.servedLife() == life) {
                work.once(statement);
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        }
    }
}
