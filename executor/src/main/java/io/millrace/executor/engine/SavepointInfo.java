package io.millrace.executor.engine;

import java.util.List;

/**
 * A row of {@code sys.savepoints}.
 *
 * @param queries that it is of; empty for all
 */
public record SavepointInfo(
        String name,
        long epoch,
        long timeline,
        long createdMicros,
        long bytes,
        List<String> queries,
        List<Position> positions) {
    public SavepointInfo {
        queries = List.copyOf(queries);
        positions = List.copyOf(positions);
    }

    /**
     * A row of {@code sys.savepoint_positions}: where a query had come to in a split of a source.
     *
     * @param scan the plan's node
     * @param offset as the connector counts
     * @param count what the connector keeps beside it for people, such as lines read
     */
    public record Position(String query, String scan, String split, long offset, long count) {}
}
