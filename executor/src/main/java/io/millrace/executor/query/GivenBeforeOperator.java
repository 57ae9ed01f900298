package io.millrace.executor.query;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.relation.RelationView;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the rows of an operator whose state comes from another query; and, in the first epoch, the rows that it had come to there,
 * which the operator will not give again.
 */
final class GivenBeforeOperator implements Operator {
    private @Nullable RelationView view;
    private RelationView.@Nullable RowCursor cursor;

    /** @param view what was given before, closed by this; null if another task gives it */
    GivenBeforeOperator(@Nullable RelationView view) {
        this.view = view;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        out.emit(batch);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        RelationView rows = view;
        if (rows != null) {
            RelationView.RowCursor opened = rows.rows();
            cursor = opened;
            out.emit(() -> next(rows, opened));
        }
    }

    private @Nullable RowBatch next(RelationView rows, RelationView.RowCursor opened) {
        BatchBuilder builder = new BatchBuilder(rows.relation().rowType());
        opened.read(builder);
        if (builder.isEmpty()) {
            close();
            return null;
        }
        return builder.build();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        if (view != null) {
            view.close();
            view = null;
        }
    }
}
