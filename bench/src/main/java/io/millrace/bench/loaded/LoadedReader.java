package io.millrace.bench.loaded;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.List;

/** Copies the columns asked for, batch by batch. */
final class LoadedReader implements SplitReader {
    private final List<RowBatch> batches;
    private final int[] columns;
    private final int[] rowNumbers = new int[RowBatch.ROWS_TARGET];
    private int batch;
    private int row;
    private long offset;

    LoadedReader(List<RowBatch> batches, int[] columns, long offset) {
        this.batches = batches;
        this.columns = columns;
        this.offset = offset;
        long behind = offset;
        while (batch < batches.size() && behind >= batches.get(batch).rows()) {
            behind -= batches.get(batch++).rows();
        }
        row = (int) behind;
    }

    @Override
    public Status read(BatchBuilder rows, long untilOffset) {
        if (batch == batches.size()) {
            return Status.END;
        }
        RowBatch current = batches.get(batch);
        int room = Math.max(0, RowBatch.ROWS_TARGET - rows.rows());
        int count = (int) Math.min(Math.min(room, current.rows() - row), untilOffset - offset);
        if (count <= 0) {
            return Status.IDLE;
        }
        for (int i = 0; i < count; i++) {
            rowNumbers[i] = row + i;
        }
        for (int i = 0; i < columns.length; i++) {
            rows.column(i).appendAll(current.column(columns[i]), rowNumbers, count);
        }
        rows.endRows(count, 1);
        row += count;
        offset += count;
        while (batch < batches.size() && row >= batches.get(batch).rows()) {
            batch++;
            row = 0;
        }
        return batch == batches.size() ? Status.END : Status.MORE;
    }

    @Override
    public SplitPosition position() {
        return new SplitPosition(offset, offset);
    }

    @Override
    public void close() {}
}
