package io.millrace.executor.log;

import io.millrace.spi.connector.SplitPosition;

/**
 * Where one split stood at a barrier.
 *
 * @param scan the plan node that reads it
 * @param split its id
 * @param watermarkMicros event time it had reached, {@link Long#MIN_VALUE} for none
 * @param idle whether it had been silent for the idle timeout and holds the watermark back no longer
 * @param ended whether it will never give another row
 */
public record SplitCut(
        String scan, String split, SplitPosition position, long watermarkMicros, boolean idle, boolean ended) {}
