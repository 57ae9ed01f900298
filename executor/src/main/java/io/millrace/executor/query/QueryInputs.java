package io.millrace.executor.query;

import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.source.RelationInput;
import io.millrace.plan.node.RelationScan;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query reads and writes, by the names in its plan. <b>Threading:</b> the conductor. */
public interface QueryInputs {
    Connector connector(String name);

    /** Rows of a system relation as of now; empty if the name is of a table or view. */
    Optional<List<RowBatch>> systemRows(String relation);

    /** Where a scan of a table or view begins; the first task's view is to be closed by its reader. */
    RelationStart start(RelationScan scan, int task);

    /** Takes a row that was skipped. <b>Threading:</b> any thread. */
    void reject(String query, String where, String what, String row);

    /** Takes a row that was left out because it was late. <b>Threading:</b> any thread. */
    void late(String query, String scan, String row);

    /**
     * The beginning of a scan.
     *
     * @param view the rows to begin with; null for none
     * @param from the change behind which changes follow
     */
    record RelationStart(Relation relation, @Nullable RelationView view, Change from, RelationInput.Options options) {}
}
