package io.millrace.jdbc.url;

import java.nio.file.Path;

/** Where a {@code jdbc:millrace:} URL leads. */
public sealed interface DatabaseUrl {
    String PREFIX = "jdbc:millrace:";

    /** An engine in this JVM. */
    sealed interface Embedded extends DatabaseUrl {}

    /** {@code jdbc:millrace:}: in memory, for one connection. */
    record PrivateMemory() implements Embedded {}

    /** {@code jdbc:millrace:mem:NAME}: in memory, for every connection of the JVM that names it. */
    record SharedMemory(String name) implements Embedded {}

    /** {@code jdbc:millrace:/path/dir} or {@code jdbc:millrace:file:dir}: durable. */
    record Directory(Path path) implements Embedded {}

    /** {@code jdbc:millrace://host:port/}. */
    record Remote(String host, int port) implements DatabaseUrl {}
}
