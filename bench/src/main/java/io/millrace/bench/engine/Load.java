package io.millrace.bench.engine;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.connector.nexmark.NexmarkConfig;

/**
 * What a query is run over, and how.
 *
 * @param splits parts in which each table is read
 * @param compared whether the rows and their checksum will be compared with another engine's: updates are taken back in full
 *     and averages are rounded down
 * @param loaded whether the events are read from columns loaded beforehand; otherwise they are made while the query runs
 * @param secondsMax after so many the run is given up and what was read until then counts
 */
public record Load(
        NexmarkConfig config, int parallelism, int splits, boolean compared, boolean loaded, double secondsMax) {
    /** Rows of all tables that a query reads. */
    public long rows(NexmarkQuery query) {
        return query.reads().stream()
                .mapToLong(kind -> Nexmark.count(kind, config.events()))
                .sum();
    }
}
