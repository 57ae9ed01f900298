package io.millrace.bench.engine;

import java.util.List;

/**
 * What a run came to.
 *
 * @param events rows read of all tables, each counted once
 * @param ended whether these were all
 * @param cpuSeconds processor time of the whole process
 * @param rows of the result, inserts less deletes
 * @param checksum over every column of every row of the result, in any order
 * @param checkpointMillis how long each checkpoint took
 */
public record Run(
        long events,
        boolean ended,
        double seconds,
        double cpuSeconds,
        long rows,
        long checksum,
        List<Long> checkpointMillis) {
    public Run {
        checkpointMillis = List.copyOf(checkpointMillis);
    }
}
