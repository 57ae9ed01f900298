package io.millrace.executor.engine;

import io.millrace.executor.query.RunningQuery;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the changes of tables and views that are in memory. Those that are newer than the last checkpoint are: when they become too
 * many, one is taken early. Those that an open result has not read yet are: when they become too many, it is ended, because whoever
 * is to see each change cannot be given fewer. A view or pipeline that is as far behind what it reads is not ended: that is logged.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class ChangeBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeBudget.class);

    /** Epochs since the last checkpoint that a query would have to repeat. */
    private static final int CUTS_MAX = 10_000;

    private final EngineState state;
    private final QueryLeader leader;
    private final Checkpointer checkpointer;
    private final FailedQueries failed;
    /** Durable queries of which it was said. */
    private final Set<String> farBehind = new HashSet<>();

    ChangeBudget(EngineState state, QueryLeader leader, Checkpointer checkpointer) {
        this.state = state;
        this.leader = leader;
        this.checkpointer = checkpointer;
        this.failed = new FailedQueries(state);
    }

    /** Looks at all there is, now and then. */
    void keep() {
        failed.letGoOfTooMuch();
        long most = 0;
        int cuts = 0;
        for (ManagedTable table : state.tables.values()) {
            most = Math.max(most, table.relation().rowsNotFolded());
        }
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            if (query.relation != null) {
                most = Math.max(most, query.relation.rowsNotFolded());
            }
            lookBehind(query);
            cuts = query.hasStopped() ? cuts : Math.max(cuts, query.past.cutsKept());
        }
        if (most > state.options.changeRowsMax() || cuts > CUTS_MAX) {
            checkpointer.wanted();
        }
    }

    private void lookBehind(ManagedQuery query) {
        RunningQuery running = query.running;
        long behind = running == null || !query.running() ? 0 : running.rowsBehind();
        boolean far = behind > state.options.changeRowsMax();
        if (far && query.results != null) {
            leader.fail(
                    query,
                    new MillraceException(
                            SqlState.CONFIGURATION_LIMIT,
                            "the result of " + query.name() + " was not read and has fallen " + behind
                                    + " rows behind; at most " + state.options.changeRowsMax()
                                    + " are kept for it (setting \"changes.rows\")"));
        } else if (far && query.durable() && farBehind.add(query.name())) {
            LOG.warn(
                    "query {} has fallen {} rows behind what it reads; they stay in memory until it has taken them",
                    query.name(),
                    behind);
        } else if (!far) {
            farBehind.remove(query.name());
        }
    }
}
