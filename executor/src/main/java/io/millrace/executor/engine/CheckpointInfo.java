package io.millrace.executor.engine;

/** A row of {@code sys.checkpoints}. */
public record CheckpointInfo(
        long id, long epoch, long timeline, long createdMicros, long durationMillis, long bytes, long files) {}
