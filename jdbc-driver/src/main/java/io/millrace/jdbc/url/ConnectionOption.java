package io.millrace.jdbc.url;

import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The connection properties that the driver itself understands; every other one is a session setting. */
public enum ConnectionOption {
    USER("user", null, "accepted and not checked: there are no users yet"),
    PASSWORD("password", null, "accepted and never sent: there are no users yet"),
    SCHEMA("schema", null, "schema of unqualified names, \"public\" if not given"),
    SSL("ssl", "false", "true: HTTPS instead of HTTP (remote URLs)"),
    CONNECT_TIMEOUT_MILLIS("connectTimeoutMillis", "10000", "how long to wait for the server to accept (remote URLs)"),
    HEARTBEAT_MILLIS(
            "heartbeatMillis",
            "15000",
            "how often an open connection tells the server that its client is alive; 0: never, and the server ends the"
                    + " session of a client that it has not heard of for a while (remote URLs)");

    private final String key;
    private final @Nullable String defaultValue;
    private final String description;

    ConnectionOption(String key, @Nullable String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    public String key() {
        return key;
    }

    public @Nullable String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    public Optional<String> in(Properties properties) {
        return Optional.ofNullable(properties.getProperty(key, defaultValue));
    }

    /** A whole number of milliseconds; anything else is the user's error. */
    public int millisIn(Properties properties) {
        String text = in(properties).orElse("0");
        try {
            int millis = Integer.parseInt(text.trim());
            if (millis >= 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrongMillis(text), e);
        }
        throw new IllegalArgumentException(wrongMillis(text));
    }

    private String wrongMillis(String text) {
        return "property " + key + " is '" + text + "': expected a whole number of milliseconds, 0 or more";
    }

    public static boolean isOption(String key) {
        return Arrays.stream(values()).anyMatch(option -> option.key.equals(key));
    }
}
