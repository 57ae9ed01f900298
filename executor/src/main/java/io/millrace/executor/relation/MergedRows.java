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
    /** Where it stands; null before the first row and behind the last. */
    private byte @Nullable [] entryKey;
    /** What is left of the value there: a row, or copies. */
    private byte @Nullable [] entryValue;

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
                emit(out);
            } else if (!advance()) {
                return false;
            }
        }
        return true;
    }

    /** Moves on to the next key that has rows; false at the end. */
    boolean advance() {
        for (byte[] smallest = smallestKey(); smallest != null; smallest = smallestKey()) {
            byte[] value = take(smallest);
            if (value != null) {
                entryKey = smallest;
                entryValue = value;
                copiesLeft = relation.multiset() ? Relation.copies(value) : 1;
                return true;
            }
        }
        entryKey = null;
        copiesLeft = 0;
        return false;
    }

    /** The key it has moved on to, null at the end. */
    byte @Nullable [] entryKey() {
        return entryKey;
    }

    /** How many rows of that key are still to be given. */
    long copiesLeft() {
        return copiesLeft;
    }

    /** Gives fewer rows of that key. */
    void leaveOut(long copies) {
        copiesLeft -= copies;
    }

    /** The value of a key at the epoch, null if there is none; the three go on behind it. */
    private byte @Nullable [] take(byte[] rowKey) {
        byte[] value = null;
        if (hasBase && base != null && Arrays.equals(base.key(), rowKey)) {
            value = base.value();
            hasBase = base.next();
        }
        if (nextRecent != null && Arrays.equals(nextRecent.getKey(), rowKey)) {
            Version version = nextRecent.getValue().at(epoch);
            value = version == null ? value : version.value;
            stepRecent();
        }
        if (nextOwn != null && Arrays.equals(nextOwn.getKey(), rowKey)) {
            value = nextOwn.getValue();
            stepOwn();
        }
        return value;
    }

    /** Leaves out, here and there, what both have at the key at which both stand. */
    void leaveOutSame(MergedRows other) {
        boolean same = relation.multiset() || Arrays.equals(entryValue, other.entryValue);
        long copies = same ? Math.min(copiesLeft, other.copiesLeft) : 0;
        leaveOut(copies);
        other.leaveOut(copies);
    }

    /** Gives rows of the key it stands at until the builder is full. */
    void emit(BatchBuilder out) {
        emit(out, 1);
    }

    /** Gives rows of the key it stands at with that weight until the builder is full. */
    void emit(BatchBuilder out, int weight) {
        byte[] rowKey = entryKey;
        byte[] value = entryValue;
        while (copiesLeft > 0 && rowKey != null && value != null && !out.isFull()) {
            keyCodec.decodeKey(rowKey, out);
            if (!relation.multiset()) {
                valueCodec.decode(value, out);
            }
            out.endRow(weight);
            copiesLeft--;
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
