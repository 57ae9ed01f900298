package io.millrace.executor.engine;

import io.millrace.executor.log.QueryCut;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine asks of the sinks of its queries.
 *
 * <p><b>Threading:</b> I/O threads, and the opener's at a recovery; blocks.
 */
final class SinkCommits {
    private static final Logger LOG = LoggerFactory.getLogger(SinkCommits.class);

    private SinkCommits() {}

    /** The sink of a pipeline; empty for anything else. */
    static Optional<SinkWrite> sink(CatalogObject object) {
        return object.kind() == CatalogObject.Kind.PIPELINE
                        && Definitions.plan(object).root() instanceof SinkWrite sink
                ? Optional.of(sink)
                : Optional.empty();
    }

    private static SinkCommitter committer(EngineState state, SinkWrite sink) {
        return state.connector(sink.connector())
                .sink(sink.table())
                .orElseThrow(() -> MillraceException.internal(sink.table().name() + " is no sink any more"))
                .committer();
    }

    /** A query of that name is about to be created. */
    static void begin(EngineState state, SinkWrite sink, String query) {
        committer(state, sink).begin(query);
    }

    /** Publishes what a sink's writers prepared. */
    static void commit(
            EngineState state, SinkWrite sink, String query, long timeline, long epoch, List<String> commits) {
        if (!commits.isEmpty()) {
            committer(state, sink).commit(query, timeline, epoch, commits);
        }
    }

    /**
     * Makes a sink ready for a query that begins again in the same process: what its writers had prepared is committed, as the log
     * leads there.
     *
     * @param preparedAt the checkpoint's barrier at which they prepared last
     * @param cuts those it repeats, behind the epoch it begins at
     * @return as {@link #settle}
     */
    static long settleAgain(
            EngineState state,
            SinkWrite sink,
            String query,
            long preparedAt,
            List<String> prepared,
            long restoredEpoch,
            List<QueryCut> cuts) {
        commit(state, sink, query, state.timeline, preparedAt, prepared);
        long committed = settle(state, sink, query, restoredEpoch, cuts);
        return prepared.isEmpty() || preparedAt <= restoredEpoch ? committed : Math.max(committed, preparedAt);
    }

    /**
     * Makes a sink ready for a query that was restored, or is made again, at an epoch and repeats the cuts behind it: it finds
     * out what the sink holds already, and removes what was left unfinished.
     *
     * @return the last of those epochs whose output the sink has; 0 for none
     * @throws MillraceException 55000 if the sink has output of an epoch that cannot be repeated
     */
    static long settle(EngineState state, SinkWrite sink, String query, long restoredEpoch, List<QueryCut> cuts) {
        SinkCommitter committer = committer(state, sink);
        SinkCommitter.Committed committed =
                committer.lastCommitted(query).orElse(new SinkCommitter.Committed(state.timeline, 0));
        boolean ahead = committed.timeline() > state.timeline
                || committed.timeline() == state.timeline && committed.epoch() > restoredEpoch;
        boolean logged = committed.timeline() == state.timeline
                && cuts.stream().anyMatch(cut -> cut.epoch() == committed.epoch());
        if (ahead && !logged) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "the sink \"" + sink.table().name() + "\" (connector '" + sink.connector()
                            + "') holds output of query " + query + " up to epoch " + committed.epoch()
                            + " of timeline " + committed.timeline() + ", but the database was restored at epoch "
                            + restoredEpoch + " of timeline " + state.timeline
                            + " and its log does not lead there: going on would write rows twice."
                            + " Open the newer database, or take that output away from the sink");
        }
        committer.cleanUp(query, state.timeline, restoredEpoch);
        if (ahead) {
            LOG.info(
                    "query {}: its sink has everything up to epoch {}, which is not written again",
                    query,
                    committed.epoch());
        }
        return ahead ? committed.epoch() : 0;
    }
}
