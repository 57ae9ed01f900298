package io.millrace.campaign.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Two files that grow, of events whose numbers and times rise. At the end of a round both get an event of the same time, far
 * behind all others, so that whatever goes by the watermark comes to an end.
 *
 * <p><b>Threading:</b> has a thread of its own while events come.
 */
final class EventFiles implements AutoCloseable {
    static final int KEYS = 8;
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
    private static final int STEP_MILLIS = 100;
    private static final int PAUSE_MILLIS = 20;
    private static final int AT_ONCE = 4;
    private static final int END_STEPS = 36_000;
    private static final int NOBODY = -1;

    private final Path folder;
    private final Random random;
    private long id;
    /** Time of the next event, in steps. */
    private long step;

    private volatile boolean stopped;
    private Thread thread = new Thread();
    private volatile boolean failed;

    EventFiles(Path folder, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        random = new Random(seed);
        Files.writeString(file(0), "");
        Files.writeString(file(1), "");
    }

    private Path file(int which) {
        return folder.resolve(which == 0 ? "even.json" : "odd.json");
    }

    /** The number of the last event. */
    long last() {
        return id;
    }

    void start() {
        stopped = false;
        thread = new Thread(this::feed, "the events");
        thread.start();
    }

    private void feed() {
        try {
            while (!stopped) {
                write(AT_ONCE);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            failed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write(int count) throws IOException {
        StringBuilder[] lines = {new StringBuilder(), new StringBuilder()};
        for (int i = 0; i < count; i++) {
            id++;
            step++;
            lines[(int) (id % 2)].append(line(random.nextInt(KEYS), random.nextInt(1_000_000)));
        }
        for (int which = 0; which < 2; which++) {
            append(which, lines[which].toString());
        }
    }

    private String line(int key, long value) {
        return String.format(
                Locale.ROOT,
                "{\"id\":%d,\"k\":%d,\"v\":%d,\"ts\":\"%s\"}%n",
                id,
                key,
                value,
                TIME.format(BEGIN.plusNanos(step * STEP_MILLIS * 1_000_000L)));
    }

    private void append(int which, String text) throws IOException {
        Files.write(file(which), text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    /** No more events but the last two, which belong to nobody. */
    void end() throws IOException, InterruptedException {
        close();
        if (failed) {
            throw new IOException("the events cannot be written");
        }
        step += END_STEPS;
        for (int which = 0; which < 2; which++) {
            id++;
            append((int) (id % 2), line(NOBODY, 0));
        }
        step += 1;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
