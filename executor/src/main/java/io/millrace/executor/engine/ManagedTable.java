package io.millrace.executor.engine;

import io.millrace.executor.relation.Relation;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A native table.
 *
 * @param map where its rows lie in the tables' state store
 * @param marks computes its watermark expression; null if it has none
 * @param writers lets one writer in at a time
 */
record ManagedTable(
        CatalogObject object,
        Relation relation,
        String map,
        @Nullable UnaryOperator<RowBatch> marks,
        Semaphore writers) {

    /** Publishes a commit's changes. <b>Threading:</b> the conductor. */
    void publish(long epoch, RowBatch changes) {
        relation.publish(epoch, List.of(changes), watermarkAfter(changes));
    }

    private long watermarkAfter(RowBatch changes) {
        long reached = relation.watermarkMicros();
        if (marks == null) {
            return reached;
        }
        RowBatch computed = marks.apply(changes);
        Column column = computed.column(0);
        for (int i = 0; i < computed.rows(); i++) {
            int row = computed.row(i);
            boolean inserted = changes.weight(changes.row(i)) > 0;
            if (inserted && !column.isNull(row)) {
                reached = Math.max(reached, ((LongColumn) column).values()[row]);
            }
        }
        return reached;
    }
}
