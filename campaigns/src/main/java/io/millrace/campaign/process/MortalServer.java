package io.millrace.campaign.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server process over one data directory, started and killed again and again. Each life has a number, from 1, and a log
 * file.
 *
 * <p><b>Threading:</b> one thread starts and kills; any thread connects.
 */
public final class MortalServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on http://(\\S+)");
    private static final long START_MILLIS_MAX = 120_000;
    private static final long STOP_SECONDS_MAX = 60;
    private static final long LOOK_MILLIS = 20;

    private final Path data;
    private final Path logs;
    private final Map<String, String> settings;
    private final List<String> jvmOptions;
    private @Nullable Process process;
    private int life;
    private Optional<String> address = Optional.empty();

    /** @param settings of the database, such as {@code checkpoint.interval} */
    public MortalServer(Path data, Path logs, Map<String, String> settings) {
        this(data, logs, settings, List.of());
    }

    /** @param jvmOptions more of them, after those that every server has */
    public MortalServer(Path data, Path logs, Map<String, String> settings, List<String> jvmOptions) {
        this.data = data;
        this.logs = logs;
        this.settings = Map.copyOf(settings);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** Starts the process and does not wait for it. */
    public synchronized void launch() throws IOException {
        life++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-Duser.timezone=UTC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.millrace.server.cli.Main",
                "server",
                "--data",
                data.toString(),
                "--port",
                "0"));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        process = new ProcessBuilder(command)
                .redirectOutput(Redirect.to(output().toFile()))
                .redirectError(Redirect.to(log().toFile()))
                .start();
    }

    /** Waits until it says that it listens. */
    public void awaitReady() throws IOException, InterruptedException {
        long waited = 0;
        while (true) {
            Matcher listening = LISTENING.matcher(Files.readString(output()));
            if (listening.find()) {
                synchronized (this) {
                    address = Optional.of(listening.group(1));
                    notifyAll();
                }
                return;
            }
            if (!isAlive() || waited > START_MILLIS_MAX) {
                throw new IOException("the server does not listen; the end of its log:\n" + endOfLog());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            waited += LOOK_MILLIS;
        }
    }

    public void start() throws IOException, InterruptedException {
        launch();
        awaitReady();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits until the process has ended by itself; whether it has. */
    public boolean awaitDeath(long millis) throws InterruptedException {
        Process dying;
        synchronized (this) {
            dying = process;
        }
        boolean dead = dying == null || dying.waitFor(millis, TimeUnit.MILLISECONDS);
        if (dead) {
            synchronized (this) {
                address = Optional.empty();
            }
        }
        return dead;
    }

    /** Sends a signal such as {@code STOP} or {@code CONT}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process signalled;
        synchronized (this) {
            signalled = process;
        }
        if (signalled != null) {
            new ProcessBuilder("kill", "-" + name, Long.toString(signalled.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** The id of the running process. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        Process killed;
        synchronized (this) {
            address = Optional.empty();
            killed = process;
        }
        if (killed != null) {
            killed.destroyForcibly();
            killed.waitFor();
        }
    }

    /** SIGTERM, and the exit code. */
    public int stop() throws IOException, InterruptedException {
        Process stopped;
        synchronized (this) {
            address = Optional.empty();
            stopped = process;
        }
        if (stopped == null) {
            return 0;
        }
        stopped.destroy();
        if (!stopped.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IOException("the server does not stop; the end of its log:\n" + endOfLog());
        }
        return stopped.exitValue();
    }

    /** The number of the running life if clients are served, otherwise 0. */
    public synchronized int servedLife() {
        return address.isPresent() && isAlive() ? life : 0;
    }

    /** A connection as soon as clients are served. */
    public Connection connect() throws SQLException, InterruptedException {
        return DriverManager.getConnection(url());
    }

    /** The URL as soon as clients are served. */
    public synchronized String url() throws InterruptedException {
        while (address.isEmpty()) {
            wait();
        }
        return "jdbc:millrace://" + address.get() + "/";
    }

    private synchronized Path output() {
        return logs.resolve("server-" + life + ".out");
    }

    private synchronized Path log() {
        return logs.resolve("server-" + life + ".log");
    }

    /** Lines of the log of the running life. */
    public List<String> logLines() {
        try {
            return Files.readAllLines(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String endOfLog() {
        List<String> lines = logLines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
