package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.util.Arrays;

/** What has changed in a relation from one point to another: rows that are there no more have the weight −1. */
public final class DifferenceView implements SharedView {
    private final PinnedView before;
    private final PinnedView after;

    /**
     * Takes over both: closing this one closes them.
     *
     * @param before the same relation as it was, in whatever store
     */
    public DifferenceView(PinnedView before, PinnedView after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public DifferenceView again() {
        return new DifferenceView(before.again(), after.again());
    }

    @Override
    public Relation relation() {
        return after.relation();
    }

    @Override
    public long epoch() {
        return after.epoch();
    }

    @Override
    public RowCursor rows() {
        return new DifferenceRows(new KeyedRows(before.merged(), null), new KeyedRows(after.merged(), null));
    }

    @Override
    public RowCursor rowsOnTime(int timeColumn) {
        OnTime.Pinned then = before.onTime(timeColumn);
        OnTime.Pinned now = after.onTime(timeColumn);
        RowCursor rows = new DifferenceRows(
                new KeyedRows(before.merged(), then.late().merged()),
                new KeyedRows(after.merged(), now.late().merged()));
        RowCursor gone = new DifferenceRows(
                new KeyedRows(then.gone().merged(), null),
                new KeyedRows(now.gone().merged(), null));
        return new OneAfterTheOther(rows, gone);
    }

    private record OneAfterTheOther(RowCursor first, RowCursor second) implements RowCursor {
        @Override
        public boolean read(BatchBuilder out) {
            return first.read(out) || second.read(out);
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    @Override
    public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
        if (relation().multiset()) {
            throw MillraceException.internal(relation().name() + " has no key to look up");
        }
        byte[] rowKey = relation().newKeyCodec().encodeKey(batch, row, keyColumns);
        byte[] then = before.value(rowKey);
        byte[] now = after.value(rowKey);
        if (Arrays.equals(then, now)) {
            return;
        }
        if (then != null) {
            PinnedView.append(relation(), rowKey, then, -1, out);
        }
        if (now != null) {
            PinnedView.append(relation(), rowKey, now, 1, out);
        }
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }
}
