package io.millrace.jdbc.url;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A parsed URL and its properties, those given apart from the URL overriding those in it.
 *
 * <p><b>Errors:</b> {@link IllegalArgumentException} that says what was expected.
 */
public record ConnectionTarget(DatabaseUrl url, Properties properties) {
    public static final int PORT_DEFAULT = 8765;

    /** Whether {@code url} is one of ours at all. */
    public static boolean accepts(String url) {
        return url.startsWith(DatabaseUrl.PREFIX);
    }

    public static ConnectionTarget parse(String url, Properties given) {
        if (!accepts(url)) {
            throw new IllegalArgumentException("'" + url + "' is not a " + DatabaseUrl.PREFIX + " URL");
        }
        String rest = url.substring(DatabaseUrl.PREFIX.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        Properties properties = new Properties();
        if (question >= 0) {
            parseParameters(url, rest.substring(question + 1), properties);
        }
        DatabaseUrl target = parsePlace(url, place, properties);
        given.stringPropertyNames().forEach(name -> properties.setProperty(name, given.getProperty(name)));
        return new ConnectionTarget(target, properties);
    }

    private static void parseParameters(String url, String parameters, Properties into) {
        for (String parameter : parameters.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "'" + parameter + "' in '" + url + "': expected name=value after '?'");
            }
            into.setProperty(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static DatabaseUrl parsePlace(String url, String place, Properties properties) {
        if (place.isEmpty()) {
            return new DatabaseUrl.PrivateMemory();
        } else if (place.startsWith("//")) {
            return parseRemote(url, place.substring(2), properties);
        } else if (place.startsWith("mem:")) {
            String name = place.substring("mem:".length());
            if (name.isEmpty()) {
                throw new IllegalArgumentException("'" + url + "': expected a name after 'mem:'");
            }
            return new DatabaseUrl.SharedMemory(name);
        } else if (place.startsWith("file:")) {
            return directory(url, place.substring("file:".length()));
        } else if (place.startsWith("/") || place.startsWith("./") || place.startsWith("../") || isDrive(place)) {
            return directory(url, place);
        }
        throw new IllegalArgumentException("'" + url + "': expected nothing, mem:NAME, file:DIRECTORY, /DIRECTORY or"
                + " //HOST:PORT/ after '" + DatabaseUrl.PREFIX + "'");
    }

    private static boolean isDrive(String place) {
        return place.length() >= 3 && Character.isLetter(place.charAt(0)) && place.charAt(1) == ':';
    }

    private static DatabaseUrl directory(String url, String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("'" + url + "': expected a directory after 'file:'");
        }
        try {
            return new DatabaseUrl.Directory(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + url + "': " + e.getMessage(), e);
        }
    }

    private static DatabaseUrl parseRemote(String url, String place, Properties properties) {
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String schema = slash < 0 ? "" : place.substring(slash + 1);
        if (schema.endsWith("/")) {
            schema = schema.substring(0, schema.length() - 1);
        }
        if (!schema.isEmpty()) {
            properties.setProperty(ConnectionOption.SCHEMA.key(), decoded(schema));
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("'" + url + "': expected //HOST:PORT/");
        }
        return new DatabaseUrl.Remote(host, hasPort ? port(url, authority.substring(colon + 1)) : PORT_DEFAULT);
    }

    private static int port(String url, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrongPort(url, text), e);
        }
        throw new IllegalArgumentException(wrongPort(url, text));
    }

    private static String wrongPort(String url, String text) {
        return "'" + url + "': the port is '" + text + "', expected a number from 1 to 65535";
    }
}
