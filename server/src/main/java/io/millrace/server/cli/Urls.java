package io.millrace.server.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** How commands reach a database. */
final class Urls {
    private static final String PREFIX = "jdbc:millrace:";

    private Urls() {}

    /** The URL of a directory; in memory without one. */
    static String embedded(Optional<Path> directory) {
        return directory.map(path -> PREFIX + "file:" + path).orElse(PREFIX);
    }

    /** A URL as it is; anything else is a directory, or {@code host:port}. */
    static String of(String given) {
        if (given.startsWith("jdbc:")) {
            return given;
        }
        return given.matches("[A-Za-z0-9.-]+:[0-9]+") ? PREFIX + "//" + given + "/" : PREFIX + "file:" + given;
    }

    static Connection connect(String url, Map<String, String> settings) throws SQLException {
        Properties properties = new Properties();
        settings.forEach(properties::setProperty);
        return DriverManager.getConnection(url, properties);
    }
}
