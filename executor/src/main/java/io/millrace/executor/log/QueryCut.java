package io.millrace.executor.log;

import java.util.List;

/**
 * What a query had read at a barrier. Native tables and views it reads are at that same epoch.
 *
 * @param timeMicros the time its rows saw as {@code now()}
 * @param splits of all its connector scans, each one that was ever opened
 */
public record QueryCut(String query, long epoch, long timeMicros, List<SplitCut> splits) {
    public QueryCut {
        splits = List.copyOf(splits);
    }
}
