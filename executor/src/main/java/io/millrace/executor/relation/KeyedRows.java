package io.millrace.executor.relation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks rows by key and leaves out those that came late, where they are given.
 *
 * <p><b>Threading:</b> one thread.
 */
final class KeyedRows implements AutoCloseable {
    private final MergedRows all;
    private final @Nullable MergedRows lateRows;
    private long late;

    /** @param lateRows rows of {@code all}, in the same order; null to leave none out. Both are closed by this */
    KeyedRows(MergedRows all, @Nullable MergedRows lateRows) {
        this.all = all;
        this.lateRows = lateRows;
        if (lateRows != null) {
            lateRows.advance();
        }
    }

    /** The rows of the key it stands at. */
    MergedRows rows() {
        return all;
    }

    /** Moves on to the next key that has rows left; false at the end. */
    boolean advance() {
        while (all.advance()) {
            leaveLateOut();
            if (all.copiesLeft() > 0) {
                return true;
            }
        }
        return false;
    }

    private void leaveLateOut() {
        MergedRows out = lateRows;
        byte[] rowKey = all.entryKey();
        if (out == null || rowKey == null) {
            return;
        }
        byte[] lateKey = out.entryKey();
        while (lateKey != null && Arrays.compareUnsigned(lateKey, rowKey) < 0) {
            out.advance();
            lateKey = out.entryKey();
        }
        if (lateKey != null && Arrays.equals(lateKey, rowKey)) {
            all.leaveOut(out.copiesLeft());
            late += out.copiesLeft();
        }
    }

    /** Rows left out so far. */
    long late() {
        return late;
    }

    @Override
    public void close() {
        all.close();
        if (lateRows != null) {
            lateRows.close();
        }
    }
}
