package io.millrace.executor.engine;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sys.queries}.
 *
 * @param kind MATERIALIZED VIEW, PIPELINE, SELECT, SELECT STREAM or INSERT
 * @param state RUNNING, RESTARTING, STOPPED, FINISHED or FAILED
 * @param epoch newest published epoch
 * @param lastCheckpointEpoch epoch of the newest durable checkpoint, 0 for none
 * @param watermarkMicros event time reached, {@link Long#MIN_VALUE} for none
 * @param error what made it fail
 * @param restarts how often it was started again since it last got past what stopped it
 * @param nextRestartMicros when it is started again; 0 if it is not waiting for that
 * @param stoppedAt the savepoint at which it was stopped; empty for none, null if it is not stopped
 */
public record QueryInfo(
        String name,
        String kind,
        String statement,
        String state,
        int parallelism,
        long epoch,
        long lastCheckpointEpoch,
        long rowsIn,
        long rowsOut,
        long rowsLate,
        long rowsRejected,
        long watermarkMicros,
        long stateBytes,
        long startedMicros,
        @Nullable String error,
        int restarts,
        long nextRestartMicros,
        @Nullable String stoppedAt) {}
