package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.Join;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LEFT, SEMI and ANTI join without a condition besides the keys. Whether a left row has a match depends on its key alone: left
 * rows of keys without a match (SEMI: with one) are <em>shown</em>, for LEFT beside NULLs. What is shown is settled at the
 * barrier; the pairs of a LEFT join come at once, as in {@link InnerJoinOperator}.
 *
 * <p><b>State:</b> left rows by key; key → number of right rows; for LEFT the right rows too.
 */
final class KeyMatchOperator implements Operator {
    private final JoinShape shape;
    private final Join.Kind kind;
    private final int[] leftKeys;
    private final int[] rightKeys;
    private final List<DataType> keyTypes;
    private final int[] allKeys;
    private final RowTable left;
    private final @Nullable RowTable right;
    private final GroupTable matches;
    private final JoinedRows joined;
    private final NullColumns nulls;
    private final NetChanges net;

    /** Left changes of this epoch and the slots of their keys. */
    private final List<LeftChanges> leftChanges = new ArrayList<>();
    /** Right rows before this epoch, by position among the touched keys. */
    private long[] before = new long[64];
    /** By slot: whether this epoch has left changes of the key, and whether the key was shown before it. */
    private boolean[] hasLeftChanges = new boolean[64];

    private boolean[] wasShown = new boolean[64];
    private int captured;
    private long watermarkMicros = Long.MIN_VALUE;

    private record LeftChanges(RowBatch batch, int[] slots) {}

    KeyMatchOperator(JoinShape shape) {
        this.shape = shape;
        kind = shape.node().kind();
        leftKeys = shape.leftKeys();
        rightKeys = shape.rightKeys();
        keyTypes = shape.keyTypes();
        allKeys = Arrays.copyOf(RowNumbers.upTo(keyTypes.size()), keyTypes.size());
        left = shape.rowTable(true);
        right = kind == Join.Kind.LEFT ? shape.rowTable(false) : null;
        matches = shape.context()
                .state()
                .groupTable("matches", keyTypes, shape.node().expiringKey(), shape.partitionKeys(), 1, 0);
        joined = new JoinedRows(shape.pairTypes(), shape.leftTypes().size());
        nulls = new NullColumns(kind == Join.Kind.LEFT ? shape.rightTypes() : List.of());
        net = new NetChanges(shape.left().rowType());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch rows = shape.matchable(batch, input == 0);
        if (input == 0) {
            RowBatch unmatchable = shape.unmatchable(batch, true);
            if (unmatchable.rows() > 0 && kind != Join.Kind.SEMI) {
                out.emit(nulls.beside(unmatchable));
            }
        }
        if (rows.rows() == 0) {
            return;
        }
        int[] slots = new int[rows.rows()];
        matches.slots(rows, input == 0 ? leftKeys : rightKeys, slots);
        capture();
        if (input == 0) {
            takeLeft(rows, slots);
        } else {
            takeRight(rows, slots);
        }
        if (right != null) {
            emitPairs(input, rows, right, out);
        }
    }

    private void capture() {
        int touched = matches.touchedCount();
        long[] counts = matches.longs(0);
        if (before.length < touched) {
            before = Arrays.copyOf(before, Math.max(touched, before.length * 2));
        }
        for (; captured < touched; captured++) {
            int slot = matches.touched()[captured];
            before[captured] = counts[slot];
            if (wasShown.length <= slot) {
                wasShown = Arrays.copyOf(wasShown, Math.max(slot + 1, wasShown.length * 2));
                hasLeftChanges = Arrays.copyOf(hasLeftChanges, wasShown.length);
            }
            wasShown[slot] = isShown(counts[slot]);
            hasLeftChanges[slot] = false;
        }
    }

    private boolean isShown(long rightRows) {
        return rightRows > 0 == (kind == Join.Kind.SEMI);
    }

    private void takeLeft(RowBatch rows, int[] slots) {
        left.add(rows);
        leftChanges.add(new LeftChanges(rows, slots));
        for (int slot : slots) {
            hasLeftChanges[slot] = true;
        }
    }

    private void takeRight(RowBatch rows, int[] slots) {
        long[] counts = matches.longs(0);
        for (int i = 0; i < rows.rows(); i++) {
            counts[slots[i]] += rows.weight(rows.row(i));
        }
        if (right != null) {
            right.add(rows);
        }
    }

    private void emitPairs(int input, RowBatch rows, RowTable rightRows, Output out) {
        RowTable other = input == 0 ? rightRows : left;
        int[] found = new int[rows.rows()];
        other.find(rows, input == 0 ? leftKeys : rightKeys, found);
        Pairs pairs = new Pairs(rows, found, other, input == 0, null, true);
        out.emit((Emission) () -> joined.nextFull(pairs));
    }

    @Override
    public void watermark(long micros, Output out) {
        watermarkMicros = micros;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (!joined.isEmpty()) {
            out.emit(joined.take());
        }
        addChangesOfShownKeys();
        out.emit(new Barrier());
    }

    /** Changes of left rows whose key was shown: if it still is they show, otherwise they cancel with what goes. */
    private void addChangesOfShownKeys() {
        for (LeftChanges changes : leftChanges) {
            RowBatch batch = changes.batch;
            int[] selection = new int[batch.rows()];
            int count = 0;
            for (int i = 0; i < batch.rows(); i++) {
                selection[count] = batch.row(i);
                count += wasShown[changes.slots[i]] ? 1 : 0;
            }
            if (count > 0) {
                net.add(count == batch.rows() ? batch : batch.select(selection, count));
            }
        }
    }

    private void endEpoch() {
        leftChanges.clear();
        captured = 0;
        if (shape.node().expiringKey() >= 0 && watermarkMicros != Long.MIN_VALUE) {
            long upTo = shape.expiredUpTo(watermarkMicros);
            left.removeUpTo(upTo);
            if (right != null) {
                right.removeUpTo(upTo);
            }
            matches.forEachUpTo(upTo, matches::remove);
        }
        left.endEpoch();
        if (right != null) {
            right.endEpoch();
        }
        matches.endEpoch();
    }

    /** First the left rows of keys that turned from shown to hidden or back, then the net changes of those that stayed. */
    private final class Barrier implements Emission {
        private final List<DataType> leftTypes = shape.leftTypes();
        private final BatchBuilder builder = new BatchBuilder(leftTypes, RowBatch.ROWS_TARGET);
        private final BatchBuilder cancelling = new BatchBuilder(leftTypes, 64);
        private int next;
        private @Nullable TurnedKeys turned;
        private @Nullable Emission unturned;

        @Override
        public @Nullable RowBatch next() {
            while (unturned == null) {
                if (builder.isFull()) {
                    return nulls.beside(builder.build());
                } else if (turned != null && turned.appendTo(builder, cancelling)) {
                    flushCancelling(cancelling.isFull());
                } else if (next < captured) {
                    turned = nextTurned();
                } else {
                    flushCancelling(!cancelling.isEmpty());
                    unturned = net.net();
                }
            }
            if (!builder.isEmpty()) {
                return nulls.beside(builder.build());
            }
            RowBatch batch = unturned.next();
            if (batch != null) {
                return nulls.beside(batch);
            }
            endEpoch();
            return null;
        }

        private void flushCancelling(boolean due) {
            if (due) {
                net.add(cancelling.build());
            }
        }

        /** Looks up the left rows of the next keys that turned. */
        private TurnedKeys nextTurned() {
            BatchBuilder keys = new BatchBuilder(keyTypes, RowBatch.ROWS_TARGET);
            boolean[] cancels = new boolean[RowBatch.ROWS_TARGET];
            long[] counts = matches.longs(0);
            for (; next < captured && !keys.isFull(); next++) {
                int slot = matches.touched()[next];
                long count = counts[slot];
                if (count < 0) {
                    throw MillraceException.internal("operator " + shape.node().id() + ": a key has " + count
                            + " right rows at the barrier; a delete came without its insert");
                }
                boolean isShown = isShown(count);
                if (isShown != wasShown[slot]) {
                    cancels[keys.rows()] = !isShown && hasLeftChanges[slot];
                    matches.appendKey(slot, keys, 0);
                    keys.endRow(isShown ? 1 : -1);
                }
                if (count == 0) {
                    matches.remove(slot);
                }
            }
            RowBatch batch = keys.build();
            int[] found = new int[batch.rows()];
            left.find(batch, allKeys, found);
            return new TurnedKeys(new Pairs(batch, found, left, false, null, true), cancels);
        }
    }

    /** Left rows of keys that turned. */
    private record TurnedKeys(Pairs pairs, boolean[] cancels) {
        /** Appends some rows to one of the builders; false if there is none left. */
        boolean appendTo(BatchBuilder shown, BatchBuilder cancelling) {
            int count = pairs.next(Math.max(1, RowBatch.ROWS_TARGET - shown.rows()));
            RowBatch rows = pairs.tableRows();
            for (int i = 0; i < count; i++) {
                BatchBuilder builder = cancels[pairs.logicalRows[i]] ? cancelling : shown;
                for (int column = 0; column < rows.columnCount(); column++) {
                    builder.column(column).appendFrom(rows.column(column), pairs.otherRows[i]);
                }
                builder.endRow(pairs.weights[i]);
            }
            return count > 0;
        }
    }
}
