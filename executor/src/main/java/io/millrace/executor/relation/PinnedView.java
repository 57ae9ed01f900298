package io.millrace.executor.relation;

import io.millrace.executor.state.StateMap;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A relation at one epoch. */
public final class PinnedView implements SharedView {
    private final Relation relation;
    private final long epoch;
    private final long fold;
    private final Change change;
    private final Map<Integer, OnTime.Pinned> onTime;
    private final AtomicBoolean closed = new AtomicBoolean();

    PinnedView(Relation relation, long epoch, long fold, Change change, Map<Integer, OnTime.Pinned> onTime) {
        this.relation = relation;
        this.epoch = epoch;
        this.fold = fold;
        this.change = change;
        this.onTime = Map.copyOf(onTime);
    }

    @Override
    public Relation relation() {
        return relation;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /** The change behind which those follow that this view does not hold; outlives the view. */
    public Change change() {
        return change;
    }

    @Override
    public PinnedView again() {
        return relation.pinAgain(this, fold);
    }

    Map<Integer, OnTime.Pinned> onTimeAgain() {
        Map<Integer, OnTime.Pinned> again = new HashMap<>();
        onTime.forEach((column, pinned) -> again.put(column, OnTime.again(pinned)));
        return again;
    }

    @Override
    public RowCursor rows() {
        return merged();
    }

    /** Its rows by key. */
    MergedRows merged() {
        return new MergedRows(relation, epoch, null);
    }

    @Override
    public RowCursor rowsOnTime(int timeColumn) {
        OnTime.Pinned parts = onTime(timeColumn);
        return new RowsOnTime(merged(), parts.late().merged(), parts.gone().merged());
    }

    OnTime.Pinned onTime(int timeColumn) {
        OnTime.Pinned parts = onTime.get(timeColumn);
        if (parts == null) {
            throw MillraceException.internal("column " + timeColumn + " of " + relation.name() + " is no event time");
        }
        return parts;
    }

    @Override
    public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
        byte[] rowKey = relation.newKeyCodec().encodeKey(batch, row, keyColumns);
        byte[] value = value(rowKey);
        if (value != null) {
            append(relation, rowKey, value, out);
        }
    }

    /** The value of a key at this epoch, null if there is none. */
    byte @Nullable [] value(byte[] rowKey) {
        Version version = recentVersion(rowKey);
        StateMap base = relation.base();
        if (version != null || base == null) {
            return version == null ? null : version.value;
        }
        byte[] value = base.get(rowKey);
        // A fold may have come between: then what it replaced is among the recent versions now.
        Version again = recentVersion(rowKey);
        return again == null ? value : again.value;
    }

    private @Nullable Version recentVersion(byte[] rowKey) {
        Version head = relation.recent().get(rowKey);
        return head == null ? null : head.at(epoch);
    }

    static void append(Relation relation, byte[] rowKey, byte[] value, BatchBuilder out) {
        append(relation, rowKey, value, 1, out);
    }

    static void append(Relation relation, byte[] rowKey, byte[] value, int weight, BatchBuilder out) {
        relation.newKeyCodec().decodeKey(rowKey, out);
        relation.newValueCodec().decode(value, out);
        out.endRow(weight);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            relation.unpin(epoch, fold);
            onTime.values().forEach(OnTime.Pinned::close);
        }
    }
}
