package io.millrace.server.session;

import java.nio.file.Path;

/** Where a database lives, and with it who shares it. */
public sealed interface DatabaseLocation {

    /** In memory, for one connection; gone with it. */
    record PrivateMemory() implements DatabaseLocation {}

    /** In memory, shared by everybody in the JVM who names it; gone with the last of them. */
    record SharedMemory(String name) implements DatabaseLocation {}

    /** Durable; one engine per canonical path per JVM. */
    record Directory(Path path) implements DatabaseLocation {}
}
