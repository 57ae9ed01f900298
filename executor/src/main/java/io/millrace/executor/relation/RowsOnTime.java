package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;

/**
 * Rows of a relation without those that came late, then those whose delete came late.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RowsOnTime implements RelationView.RowCursor {
    private final KeyedRows onTime;
    private final MergedRows gone;
    private boolean allRead;

    /** @param lateRows rows of {@code all}, in the same order; each of the three is closed by this */
    RowsOnTime(MergedRows all, MergedRows lateRows, MergedRows gone) {
        this.onTime = new KeyedRows(all, lateRows);
        this.gone = gone;
    }

    @Override
    public boolean read(BatchBuilder out) {
        while (!allRead && !out.isFull()) {
            if (onTime.rows().copiesLeft() > 0) {
                onTime.rows().emit(out);
            } else if (!onTime.advance()) {
                allRead = true;
            }
        }
        return !allRead || gone.read(out);
    }

    @Override
    public long late() {
        return onTime.late();
    }

    @Override
    public void close() {
        onTime.close();
        gone.close();
    }
}
