package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of queries that have failed for good, so that somebody can let them begin again: what has changed since in what they
 * read, in memory, and the checkpoint and the log that lead to where they were. It is let go of when it becomes too much.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class FailedQueries {
    static final int KEPT_HOURS = 24;

    private static final Logger LOG = LoggerFactory.getLogger(FailedQueries.class);
    private static final long KEPT_MICROS = KEPT_HOURS * 3_600_000_000L;

    private final EngineState state;

    FailedQueries(EngineState state) {
        this.state = state;
    }

    /** Looks at all there are, now and then. */
    void letGoOfTooMuch() {
        for (ManagedQuery query : state.queries.values()) {
            if (!query.mayBeRevived() || query.isRevived) {
                continue;
            }
            if (state.diskFull != null) {
                letGo(query, "the disk is full");
            } else if (rowsChanged(query) > state.options.changeRowsMax()) {
                letGo(query, "too much has changed in what it reads");
            } else if (state.clock.epochMicros() - query.failedMicros > KEPT_MICROS) {
                letGo(query, "it failed long ago");
            }
        }
    }

    private long rowsChanged(ManagedQuery query) {
        QueryPast.Point oldest = query.past.oldest();
        long most = 0;
        if (oldest != null) {
            for (Map.Entry<String, Change> stood : oldest.stoodAt().entrySet()) {
                Relation relation = state.relation(stood.getKey());
                most = Math.max(
                        most, relation.newest().rowsSoFar() - stood.getValue().rowsSoFar());
            }
        }
        return most;
    }

    private static void letGo(ManagedQuery query, String why) {
        LOG.warn("query {}, which has failed, can no longer be restarted: {}", query.name(), why);
        query.past.close();
    }

    /**
     * The checkpoints that a recovery would need if such a query were begun again, or was and is in no checkpoint yet. A query for which
     * there is none can no longer be restarted.
     *
     * @param kept oldest first
     */
    Set<Long> needed(List<Manifest> kept) {
        Set<Long> ids = new HashSet<>();
        for (ManagedQuery query : state.queries.values()) {
            QueryPast.Point oldest = query.past.oldest();
            if (oldest == null || !query.durable()) {
                continue;
            }
            Manifest base = null;
            for (Manifest manifest : kept) {
                boolean isBefore = manifest.epoch() <= oldest.epoch();
                if (isBefore && !CheckpointChoice.holdsFailed(manifest, query.name())) {
                    base = manifest;
                }
            }
            if (base != null) {
                ids.add(base.id());
            } else if (query.state == State.FAILED) {
                letGo(query, "there was no checkpoint before it");
            }
        }
        return ids;
    }
}
