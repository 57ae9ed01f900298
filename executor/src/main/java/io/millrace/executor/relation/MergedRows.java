package io.millrace.executor.relation;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.spi.batch.BatchBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a relation at an epoch in key order: a transaction's own values over recent versions over the state map.
 *
 * <p><b>Threading:</b> one thread.
 */
final class MergedRows implements RelationView.RowCursor {
    private static final byte[] FROM = {0, 0};
    private static final byte[] TO = {0, 1};

    private final Relation relation;
    private final long epoch;
    private final RowCodec keyCodec;
    private final RowCodec valueCodec;
    private final @Nullable StateCursor base;
    private final Iterator<Map.Entry<byte[], Version>> recent;
    private final Iterator<Map.Entry<byte[], byte @Nullable []>> ownEntries;

    private boolean hasBase;
    private Map.@Nullable Entry<byte[], Version> nextRecent;
    private Map.@Nullable Entry<byte[], byte @Nullable []> nextOwn;
    private byte @Nullable [] copiedKey;
    private long copiesLeft;

    MergedRows(Relation relation, long epoch, @Nullable NavigableMap<byte[], byte @Nullable []> own) {
        this.relation = relation;
        this.epoch = epoch;
        this.keyCodec = relation.newKeyCodec();
        this.valueCodec = relation.newValueCodec();
        StateMap map = relation.base();
        // The state map first: what a fold moves away from the recent versions meanwhile is still in both.
        this.base = map == null ? null : map.scan(FROM, TO);
        this.hasBase = base != null && base.next();
        this.recent = relation.recent().entrySet().iterator();
        this.ownEntries =
                own == null ? Collections.emptyIterator() : own.entrySet().iterator();
        stepRecent();
        stepOwn();
    }

    @Override
    public boolean read(BatchBuilder out) {
        while (!out.isFull()) {
            if (copiesLeft > 0) {
                emitCopies(out);
            } else if (!advance(out)) {
                return false;
            }
        }
        return true;
    }

    private void emitCopies(BatchBuilder out) {
        byte[] rowKey = copiedKey;
        while (copiesLeft > 0 && rowKey != null && !out.isFull()) {
            keyCodec.decodeKey(rowKey, out);
            out.endRow();
            copiesLeft--;
        }
    }

    /** Moves on to the smallest key of the three and emits its value; false at the end. */
    private boolean advance(BatchBuilder out) {
        byte[] smallest = smallestKey();
        if (smallest == null) {
            return false;
        }
        byte[] value = null;
        if (hasBase && base != null && Arrays.equals(base.key(), smallest)) {
            value = base.value();
            hasBase = base.next();
        }
        if (nextRecent != null && Arrays.equals(nextRecent.getKey(), smallest)) {
            Version version = nextRecent.getValue().at(epoch);
            value = version == null ? value : version.value;
            stepRecent();
        }
        if (nextOwn != null && Arrays.equals(nextOwn.getKey(), smallest)) {
            value = nextOwn.getValue();
            stepOwn();
        }
        if (value != null) {
            emit(smallest, value, out);
        }
        return true;
    }

    private void emit(byte[] rowKey, byte[] value, BatchBuilder out) {
        if (relation.multiset()) {
            copiedKey = rowKey;
            copiesLeft = Relation.copies(value);
        } else {
            keyCodec.decodeKey(rowKey, out);
            valueCodec.decode(value, out);
            out.endRow();
        }
    }

    private byte @Nullable [] smallestKey() {
        byte[] smallest = hasBase && base != null ? base.key() : null;
        smallest = smaller(smallest, nextRecent == null ? null : nextRecent.getKey());
        return smaller(smallest, nextOwn == null ? null : nextOwn.getKey());
    }

    private static byte @Nullable [] smaller(byte @Nullable [] a, byte @Nullable [] b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
    }

    private void stepRecent() {
        nextRecent = recent.hasNext() ? recent.next() : null;
    }

    private void stepOwn() {
        nextOwn = ownEntries.hasNext() ? ownEntries.next() : null;
    }

    @Override
    public void close() {
        if (base != null) {
            base.close();
        }
    }
}
