package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.List;

/** Collects changes of a native table and hands them to a transaction, all of one call together. */
final class TableChanges {
    private final TableTransaction transaction;
    private final TableShape shape;
    private final BatchBuilder builder;

    TableChanges(TableTransaction transaction, TableShape shape) {
        this.transaction = transaction;
        this.shape = shape;
        this.builder = new BatchBuilder(shape.rowType(), 64);
    }

    /** Adds a row (physical position) with a weight, +1 or −1. */
    void add(RowBatch batch, int row, int weight) {
        for (int i = 0; i < builder.columnCount(); i++) {
            builder.column(i).appendFrom(batch.column(i), row);
        }
        builder.endRow(weight);
    }

    /** Adds all rows with one weight. */
    void addAll(List<RowBatch> batches, int weight) {
        for (RowBatch batch : batches) {
            for (int i = 0; i < batch.rows(); i++) {
                add(batch, batch.row(i), weight);
            }
        }
    }

    void write() {
        if (!builder.isEmpty()) {
            transaction.write(shape.name(), builder.build());
        }
    }
}
