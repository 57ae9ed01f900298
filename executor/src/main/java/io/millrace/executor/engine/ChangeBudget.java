package io.millrace.executor.engine;

import io.millrace.executor.query.RunningQuery;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;

/**
 * Bounds the changes of tables and views that are in memory. Those that are newer than the last checkpoint are: when they become too
 * many, one is taken early. Those that an open result has not read yet are: when they become too many, it is ended, because whoever
 * is to see each change cannot be given fewer.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class ChangeBudget {
    private final EngineState state;
    private final QueryLeader leader;
    private final Checkpointer checkpointer;

    ChangeBudget(EngineState state, QueryLeader leader, Checkpointer checkpointer) {
        this.state = state;
        this.leader = leader;
        this.checkpointer = checkpointer;
    }

    /** Looks at all there is, now and then. */
    void keep() {
        long most = 0;
        for (ManagedTable table : state.tables.values()) {
            most = Math.max(most, table.relation().rowsNotFolded());
        }
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            if (query.relation != null) {
                most = Math.max(most, query.relation.rowsNotFolded());
            }
            endIfFarBehind(query);
        }
        if (most > state.options.changeRowsMax()) {
            checkpointer.wanted();
        }
    }

    private void endIfFarBehind(ManagedQuery query) {
        RunningQuery running = query.running;
        if (query.results == null || running == null || !query.running()) {
            return;
        }
        long behind = running.rowsBehind();
        if (behind > state.options.changeRowsMax()) {
            leader.fail(
                    query,
                    new MillraceException(
                            SqlState.CONFIGURATION_LIMIT,
                            "the result of " + query.name() + " was not read and has fallen " + behind
                                    + " rows behind; at most " + state.options.changeRowsMax()
                                    + " are kept for it (setting \"changes.rows\")"));
        }
    }
}
