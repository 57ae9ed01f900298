package io.millrace.campaign.point;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the server does with its files, and kills it (SIGKILL, from within) where {@link PointControl} says; and lets the
 * disk be full. It uses {@code java.io} alone, which does not pass through the file system it sits in.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Fuse {
    /** Where {@link PointControl} writes; unset in processes that are not to be killed. */
    static final String CONTROL = "millrace.campaign.control";

    static final String DATA = "millrace.campaign.data";
    static final String SINKS = "millrace.campaign.sinks";
    static final String ARMED = "armed";
    static final String HIT = "hit";
    static final String FULL = "full";

    private final @Nullable String control = System.getProperty(CONTROL);
    private final String data = System.getProperty(DATA, "") + "/";
    private final String sinks = System.getProperty(SINKS, "") + "/";
    private String armed = "";
    private boolean begun;
    private int seen;

    void before(Operation operation, String file) throws IOException {
        String name = control == null ? null : name(file);
        if (name == null) {
            return;
        }
        boolean takesRoom = operation == Operation.WRITE || operation == Operation.CREATE;
        if (takesRoom && new File(control, FULL).exists()) {
            throw new IOException("No space left on device");
        }
        look(false, operation, name);
    }

    void after(Operation operation, String file) throws IOException {
        String name = control == null ? null : name(file);
        if (name != null) {
            look(true, operation, name);
        }
    }

    private @Nullable String name(String file) {
        if (file.startsWith(data)) {
            return "data/" + file.substring(data.length());
        }
        return file.startsWith(sinks) ? "sinks/" + file.substring(sinks.length()) : null;
    }

    private synchronized void look(boolean after, Operation operation, String name) throws IOException {
        File order = new File(control, ARMED);
        if (operation == Operation.WRITE || order.length() == 0) {
            return;
        }
        String text;
        try (FileInputStream in = new FileInputStream(order)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!text.equals(armed)) {
            armed = text;
            begun = false;
            seen = 0;
        }
        // Point, how often it is passed, and a number that makes each order another one.
        String[] words = text.split(" ", -1);
        CrashPoint point = CrashPoint.valueOf(words[0]);
        begun |= point.begins(operation, name);
        if (begun && point.isAt(after, operation, name) && ++seen == Integer.parseInt(words[1])) {
            try (FileOutputStream out = new FileOutputStream(new File(control, HIT))) {
                out.write((words[0] + " " + name).getBytes(StandardCharsets.UTF_8));
            }
            die();
        }
    }

    /** Not an exit: nothing of the process runs any more. */
    private static void die() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Object kill = signal.getConstructor(String.class).newInstance("KILL");
            signal.getMethod("raise", signal).invoke(null, kill);
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().halt(137);
        }
    }
}
