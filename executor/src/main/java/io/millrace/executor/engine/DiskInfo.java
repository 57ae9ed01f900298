package io.millrace.executor.engine;

import java.nio.file.Path;

/**
 * The disk a database lies on.
 *
 * @param usableBytes room that is left on it
 * @param warnBelowBytes with less than that it is low
 * @param full whether a write has failed for want of room, and no later one has succeeded
 */
public record DiskInfo(Path directory, long usableBytes, long warnBelowBytes, boolean full) {
    public boolean low() {
        return usableBytes < warnBelowBytes;
    }
}
