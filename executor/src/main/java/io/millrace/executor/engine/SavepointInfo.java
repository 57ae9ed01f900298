package io.millrace.executor.engine;

/** A row of {@code sys.savepoints}. */
public record SavepointInfo(String name, long epoch, long timeline, long createdMicros, long bytes) {}
