package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Copies of JARs in the folder {@code functions} of a database, called by what they contain: so that functions survive their
 * files, and a database may be moved. <b>Threading:</b> any thread.
 */
public final class FunctionJars {
    private static final String FOLDER = "functions";
    private static final String PREFIX = "sha256:";
    private static final String SUFFIX = ".jar";

    /** Where the copies of open databases lie. */
    private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

    private FunctionJars() {}

    /** To be called before a database starts its queries. */
    public static void open(Path database) {
        Path folder = database.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> {
                String name = file.getFileName().toString();
                FILES.put(PREFIX + name.substring(0, name.length() - SUFFIX.length()), file);
            });
        } catch (IOException e) {
            throw new MillraceException(SqlState.IO_ERROR, "the folder " + folder + " cannot be read: " + e, e);
        }
    }

    /** Copies a JAR into a database, durably; returns the name of the copy. */
    public static String keep(Path database, Path jar) {
        byte[] content;
        try {
            content = Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new MillraceException(SqlState.UNDEFINED_FILE, "the JAR " + jar + " cannot be read: " + e, e);
        }
        String hash = hash(content);
        Path folder = database.resolve(FOLDER);
        Path file = folder.resolve(hash + SUFFIX);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Path whole = folder.resolve(hash + ".part");
                Files.write(whole, content);
                force(whole);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
                force(folder);
                force(database);
            }
        } catch (IOException e) {
            throw new MillraceException(
                    SqlState.IO_ERROR, "the JAR " + jar + " cannot be copied into the database: " + e, e);
        }
        FILES.put(PREFIX + hash, file);
        return PREFIX + hash;
    }

    /** The file of a JAR, which is a copy's name or a path. */
    static Path file(String jar) {
        if (!jar.startsWith(PREFIX)) {
            return Path.of(jar);
        }
        Path file = FILES.get(jar);
        if (file == null) {
            throw new MillraceException(
                    SqlState.UNDEFINED_FILE, "the copy of a JAR, " + jar + ", is not in the database any more");
        }
        return file;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw MillraceException.internal("no SHA-256: " + e);
        }
    }
}
