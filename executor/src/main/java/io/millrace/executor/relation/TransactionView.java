package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A relation at one epoch with a transaction's own changes on top.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class TransactionView implements RelationView {
    private final PinnedView pinned;
    private final TreeMap<byte[], byte @Nullable []> own = new TreeMap<>(Arrays::compareUnsigned);
    private final RowCodec keyCodec;
    private final RowCodec valueCodec;

    /** Takes over the pinned view: closing this one closes it. */
    public TransactionView(PinnedView pinned) {
        this.pinned = pinned;
        this.keyCodec = pinned.relation().newKeyCodec();
        this.valueCodec = pinned.relation().newValueCodec();
    }

    /** Applies changes: all deletes, then all inserts. */
    public void apply(RowBatch changes) {
        for (int pass = -1; pass <= 1; pass += 2) {
            for (int i = 0; i < changes.rows(); i++) {
                int row = changes.row(i);
                if (changes.weight(row) == pass) {
                    apply(changes, row, pass);
                }
            }
        }
    }

    private void apply(RowBatch changes, int row, int weight) {
        byte[] rowKey = keyCodec.encodeKey(changes, row);
        if (relation().multiset()) {
            long copies = Relation.copies(value(rowKey)) + weight;
            own.put(
                    rowKey,
                    copies <= 0 ? null : ByteBuffer.allocate(8).putLong(copies).array());
        } else {
            own.put(rowKey, weight < 0 ? null : valueCodec.encode(changes, row));
        }
    }

    private byte @Nullable [] value(byte[] rowKey) {
        return own.containsKey(rowKey) ? own.get(rowKey) : pinned.value(rowKey);
    }

    @Override
    public Relation relation() {
        return pinned.relation();
    }

    @Override
    public long epoch() {
        return pinned.epoch();
    }

    @Override
    public RowCursor rows() {
        return new MergedRows(relation(), epoch(), own);
    }

    @Override
    public RowCursor rowsOnTime(int timeColumn) {
        if (!own.isEmpty()) {
            throw MillraceException.notSupported(
                    "windows of event time over table " + relation().name() + " that the same batch has changed");
        }
        return pinned.rowsOnTime(timeColumn);
    }

    @Override
    public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
        byte[] rowKey = relation().newKeyCodec().encodeKey(batch, row, keyColumns);
        byte[] value = value(rowKey);
        if (value != null) {
            PinnedView.append(relation(), rowKey, value, out);
        }
    }

    @Override
    public void close() {
        pinned.close();
    }
}
