package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What leads from the rows of one point to those of another, net, in key order: deletes with weight −1, inserts with +1.
 *
 * <p><b>Threading:</b> one thread.
 */
final class DifferenceRows implements RelationView.RowCursor {
    private final KeyedRows before;
    private final KeyedRows after;
    private boolean hasBefore;
    private boolean hasAfter;

    /** @param before rows of the same relation as {@code after}; both are closed by this */
    DifferenceRows(KeyedRows before, KeyedRows after) {
        this.before = before;
        this.after = after;
        hasBefore = before.advance();
        hasAfter = after.advance();
    }

    @Override
    public boolean read(BatchBuilder out) {
        while (!out.isFull()) {
            int order = order();
            if (order == 0 && !hasBefore) {
                return false;
            } else if (order == 0) {
                before.rows().leaveOutSame(after.rows());
            }
            if (order <= 0) {
                before.rows().emit(out, -1);
                hasBefore = hasBefore && (before.rows().copiesLeft() > 0 || before.advance());
            } else {
                after.rows().emit(out, 1);
                hasAfter = after.rows().copiesLeft() > 0 || after.advance();
            }
            if (order == 0 && hasAfter && after.rows().copiesLeft() == 0) {
                hasAfter = after.advance();
            }
        }
        return true;
    }

    /** Which of the two stands at the smaller key; 0 where they stand at the same, or both at the end. */
    private int order() {
        byte[] left = key(hasBefore, before);
        byte[] right = key(hasAfter, after);
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(left, right);
    }

    private static byte @Nullable [] key(boolean there, KeyedRows rows) {
        return there ? rows.rows().entryKey() : null;
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }
}
