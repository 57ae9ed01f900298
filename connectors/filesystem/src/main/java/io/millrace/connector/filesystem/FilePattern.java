package io.millrace.connector.filesystem;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The option {@code 'path'}: a file, a folder (all files directly in it) or a pattern with {@code *}, {@code **}, {@code ?},
 * {@code [a-z]}, {@code {a,b}}. Files whose name begins with {@code .} or {@code _} are not seen in folders and by patterns.
 */
final class FilePattern {
    private static final String WILDCARDS = "*?[{";

    private final String text;
    /** The file, the folder, or the folder in front of the first name with a wildcard. */
    private final Path base;

    private final PathMatcher matcher;

    /** @throws MillraceException 22023 if it is no path */
    FilePattern(String given) {
        try {
            text = given.startsWith("file:") ? Path.of(URI.create(given)).toString() : given;
            base = isPattern() ? Path.of(text.substring(0, baseLength())) : Path.of(text);
            matcher = isPattern() ? FileSystems.getDefault().getPathMatcher("glob:" + text) : path -> true;
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "option 'path' is '" + given + "'; expected a path: " + e.getMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "option 'path' is '" + given + "'; expected a path", e);
        }
    }

    String text() {
        return text;
    }

    boolean isPattern() {
        return text.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
    }

    /**
     * The files there are now, in the order of their names.
     *
     * @throws MillraceException 58P01 if the file, the folder or the folder below which the pattern looks is missing
     */
    List<String> files() {
        if (!Files.exists(base)) {
            throw FileErrors.missing(base.toString());
        }
        if (!isPattern() && !Files.isDirectory(base)) {
            return List.of(text);
        }
        try (Stream<Path> found = isPattern() ? Files.walk(base, depth()) : Files.list(base)) {
            return found.filter(path -> matcher.matches(path) && isVisible(path) && Files.isRegularFile(path))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileErrors.of("list", base.toString(), e);
        } catch (UncheckedIOException e) {
            throw FileErrors.of("list", base.toString(), new IOException(e));
        }
    }

    private static boolean isVisible(Path path) {
        String name = String.valueOf(path.getFileName());
        return !name.startsWith(".") && !name.startsWith("_");
    }

    /** How many folders below the base a match can lie. */
    private int depth() {
        String pattern = text.substring(patternStart());
        boolean any = pattern.contains("**") || pattern.contains("{");
        return any
                ? Integer.MAX_VALUE
                : (int) pattern.chars().filter(c -> c == '/').count() + 1;
    }

    private int baseLength() {
        int start = patternStart();
        return start > 1 ? start - 1 : start;
    }

    /** Where the first name with a wildcard begins. */
    private int patternStart() {
        int wildcard = 0;
        while (WILDCARDS.indexOf(text.charAt(wildcard)) < 0) {
            wildcard++;
        }
        return text.lastIndexOf('/', wildcard) + 1;
    }
}
