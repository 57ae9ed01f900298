package io.millrace.bench.recovery;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that can be killed. <b>Ownership:</b> closing kills it. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on http://(\\S+)");
    private static final long MILLIS_MAX = 600_000;
    private static final long LOOK_MILLIS = 5;

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one and waits until it listens. */
    static ServerProcess start(Path data, Path logs, String heap) throws IOException, InterruptedException {
        Path output = logs.resolve("server.out");
        Files.deleteIfExists(output);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.server.cli.Main",
                        "server",
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--set",
                        "checkpoint.interval=0s"))
                .redirectOutput(output.toFile())
                .redirectError(Redirect.appendTo(logs.resolve("server.log").toFile()))
                .start();
        for (long waited = 0; waited < MILLIS_MAX && process.isAlive(); waited += LOOK_MILLIS) {
            Matcher listening = LISTENING.matcher(Files.readString(output));
            if (listening.find()) {
                return new ServerProcess(process, "jdbc:millrace://" + listening.group(1) + "/");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        process.destroyForcibly();
        throw new IOException("the server does not listen; see " + logs.resolve("server.log"));
    }

    String url() {
        return url;
    }

    /** SIGKILL. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
