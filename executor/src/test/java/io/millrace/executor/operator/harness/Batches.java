package io.millrace.executor.operator.harness;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as batches and back. */
public final class Batches {
    private Batches() {}

    /** @param selects whether every other physical row is left out by a selection */
    public static RowBatch of(RowType type, List<Change> changes, boolean selects) {
        BatchBuilder builder = new BatchBuilder(type, Math.max(1, changes.size()));
        int[] selection = new int[changes.size()];
        for (int i = 0; i < changes.size(); i++) {
            if (selects && i % 3 != 1) {
                append(builder, type, changes.get((i * 7 + 1) % changes.size()));
            }
            selection[i] = builder.rows();
            append(builder, type, changes.get(i));
        }
        RowBatch batch = builder.build();
        return selects ? batch.select(selection, changes.size()) : batch;
    }

    private static void append(BatchBuilder builder, RowType type, Change change) {
        for (int column = 0; column < type.size(); column++) {
            JavaValues.append(
                    builder.column(column), type.type(column), change.values().get(column));
        }
        builder.endRow(change.weight());
    }

    public static List<Change> read(RowBatch batch, RowType type) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < type.size(); column++) {
                values.add(JavaValues.read(batch.column(column), row, type.type(column)));
            }
            changes.add(new Change(batch.weight(row), values));
        }
        return changes;
    }
}
