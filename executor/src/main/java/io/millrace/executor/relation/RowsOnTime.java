package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import java.util.Arrays;

/**
 * Rows of a relation without those that came late, then those whose delete came late.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RowsOnTime implements RelationView.RowCursor {
    private final MergedRows all;
    private final MergedRows lateRows;
    private final MergedRows gone;
    private boolean allRead;
    private long late;

    /** @param lateRows rows of {@code all}, in the same order; each of the three is closed by this */
    RowsOnTime(MergedRows all, MergedRows lateRows, MergedRows gone) {
        this.all = all;
        this.lateRows = lateRows;
        this.gone = gone;
        lateRows.advance();
    }

    @Override
    public boolean read(BatchBuilder out) {
        while (!allRead && !out.isFull()) {
            if (all.copiesLeft() > 0) {
                all.emit(out);
            } else if (all.advance()) {
                leaveLateOut();
            } else {
                allRead = true;
            }
        }
        return !allRead || gone.read(out);
    }

    private void leaveLateOut() {
        byte[] rowKey = all.entryKey();
        byte[] lateKey = lateRows.entryKey();
        while (rowKey != null && lateKey != null && Arrays.compareUnsigned(lateKey, rowKey) < 0) {
            lateRows.advance();
            lateKey = lateRows.entryKey();
        }
        if (rowKey != null && lateKey != null && Arrays.equals(lateKey, rowKey)) {
            all.leaveOut(lateRows.copiesLeft());
            late += lateRows.copiesLeft();
        }
    }

    @Override
    public long late() {
        return late;
    }

    @Override
    public void close() {
        all.close();
        lateRows.close();
        gone.close();
    }
}
