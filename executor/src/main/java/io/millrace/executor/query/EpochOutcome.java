package io.millrace.executor.query;

import io.millrace.spi.batch.RowBatch;
import java.util.List;

/**
 * What an epoch of a query came to, when every task has passed its barrier.
 *
 * @param changes of a materialized view, by task
 * @param watermarkMicros event time reached, {@link Long#MIN_VALUE} for none
 * @param ended whether no row will ever follow
 * @param share what the tasks give to a checkpoint
 * @param commits what the sink's writers prepared, at a checkpoint
 */
public record EpochOutcome(
        long epoch,
        boolean checkpoint,
        List<List<RowBatch>> changes,
        long watermarkMicros,
        boolean ended,
        CheckpointShare share,
        List<String> commits) {}
