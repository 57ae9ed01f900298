package io.millrace.executor.source;

import io.millrace.executor.log.SplitCut;
import io.millrace.executor.operator.Epoch;
import io.millrace.spi.connector.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a scan to end an epoch.
 *
 * @param epoch what ends
 * @param nextTimeMicros the time of the epoch that begins
 * @param replay where the splits stood when this epoch was first closed: read exactly up to there, then end it; null to end it
 *     where the scan stands
 * @param newSplits splits this scan reads from now on, found since the last barrier
 * @param hold whether to read nothing behind this barrier until the next command (more replay follows)
 */
public record BarrierCommand(
        Epoch epoch, long nextTimeMicros, @Nullable List<SplitCut> replay, List<NewSplit> newSplits, boolean hold) {
    /**
     * A split to begin.
     *
     * @param watermarkMicros event time the query had reached when it was found: rows behind it are late
     */
    public record NewSplit(Split split, long watermarkMicros) {}
}
