package io.millrace.server.cli;

import java.util.Arrays;

/** What is logged: by the server what happens, by the other commands only what went wrong. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Must come before the first logger is made; what is set already stays. */
    static void configure(String... arguments) {
        boolean server = Arrays.asList(arguments).contains("server");
        set("defaultLogLevel", server ? "info" : "warn");
        set("log.org.eclipse.jetty", "warn");
        set("log.org.apache.calcite.avatica", "warn");
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
        set("showThreadName", "false");
        set("showShortLogName", "true");
    }

    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
