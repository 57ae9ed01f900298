package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.Join;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LEFT, SEMI and ANTI join with a condition besides the keys: matches are counted for each distinct left row. A row without a
 * match (SEMI: with one) is <em>shown</em>, for LEFT beside NULLs, and what is shown is settled at the barrier; the pairs of
 * a LEFT join come at once, as in {@link InnerJoinOperator}.
 *
 * <p><b>State:</b> the rows of both sides by key; left row → number of its copies and of the right rows it matches. The latter
 * means nothing while there are no copies.
 */
final class RowMatchOperator implements Operator {
    private static final int COPIES = 0;
    private static final int MATCHES = 1;
    private static final int NEVER = -1;

    private final JoinShape shape;
    private final Join.Kind kind;
    private final int[] leftKeys;
    private final int[] rightKeys;
    private final List<DataType> leftTypes;
    private final int[] allLeft;
    private final RowTable left;
    private final RowTable right;
    private final GroupTable rows;
    private final PairCondition condition;
    private final JoinedRows joined;
    private final NullColumns nulls;

    /** Copies shown before this epoch, by position among the touched rows. */
    private long[] shownBefore = new long[64];

    private int captured;
    /** By slot: the batch in which its matches were last counted afresh. */
    private int[] countedIn = new int[64];

    private int batches;
    private long watermarkMicros = Long.MIN_VALUE;

    RowMatchOperator(JoinShape shape, PairCondition condition) {
        this.shape = shape;
        this.condition = condition;
        kind = shape.node().kind();
        leftKeys = shape.leftKeys();
        rightKeys = shape.rightKeys();
        leftTypes = shape.leftTypes();
        allLeft = Arrays.copyOf(RowNumbers.upTo(leftTypes.size()), leftTypes.size());
        left = shape.rowTable(true);
        right = shape.rowTable(false);
        int expiring = shape.node().expiringKey();
        int[] partitionColumns =
                Arrays.stream(shape.partitionKeys()).map(key -> leftKeys[key]).toArray();
        rows = shape.context()
                .state()
                .groupTable("matches", leftTypes, expiring < 0 ? -1 : leftKeys[expiring], partitionColumns, 2, 0);
        joined = new JoinedRows(shape.pairTypes(), leftTypes.size());
        nulls = new NullColumns(kind == Join.Kind.LEFT ? shape.rightTypes() : List.of());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch matchable = shape.matchable(batch, input == 0);
        if (input == 0) {
            RowBatch unmatchable = shape.unmatchable(batch, true);
            if (unmatchable.rows() > 0 && kind != Join.Kind.SEMI) {
                out.emit(nulls.beside(unmatchable));
            }
        }
        if (matchable.rows() == 0) {
            return;
        }
        if (input == 0) {
            takeLeft(matchable, out);
        } else {
            takeRight(matchable, out);
        }
    }

    private void takeLeft(RowBatch batch, Output out) {
        int[] slots = new int[batch.rows()];
        rows.slots(batch, allLeft, slots);
        capture();
        batches++;
        boolean[] isFresh = new boolean[batch.rows()];
        long[] copies = rows.longs(COPIES);
        long[] matches = rows.longs(MATCHES);
        for (int i = 0; i < batch.rows(); i++) {
            int slot = slots[i];
            // Matches were not kept up to date while there were no copies.
            if (copies[slot] == 0 && countedIn[slot] != batches) {
                countedIn[slot] = batches;
                isFresh[i] = true;
                matches[slot] = 0;
            }
            copies[slot] += batch.weight(batch.row(i));
        }
        left.add(batch);
        int[] found = new int[batch.rows()];
        right.find(batch, leftKeys, found);
        Pairs pairs = new Pairs(batch, found, right, true, condition, kind == Join.Kind.LEFT);
        out.emit((Emission) () -> nextFull(pairs, count -> {
            long[] matchCounts = rows.longs(MATCHES);
            for (int i = 0; i < count; i++) {
                if (isFresh[pairs.logicalRows[i]]) {
                    matchCounts[slots[pairs.logicalRows[i]]] += pairs.copies[i];
                }
            }
        }));
    }

    private void takeRight(RowBatch batch, Output out) {
        right.add(batch);
        int[] found = new int[batch.rows()];
        left.find(batch, rightKeys, found);
        Pairs pairs = new Pairs(batch, found, left, false, condition, kind == Join.Kind.LEFT);
        out.emit((Emission) () -> nextFull(pairs, count -> countMatches(pairs, count)));
    }

    /** Counts the right rows at hand for the left rows they match, once for each distinct left row. */
    private void countMatches(Pairs pairs, int count) {
        BatchBuilder builder = new BatchBuilder(leftTypes, count);
        byte[] weights = new byte[count];
        for (int i = 0; i < count; i++) {
            if (pairs.copies[i] != 0) {
                weights[builder.rows()] = (byte) pairs.batch().weight(pairs.batchRows[i]);
                for (int column = 0; column < allLeft.length; column++) {
                    builder.column(column).appendFrom(pairs.tableRows().column(column), pairs.otherRows[i]);
                }
                builder.endRow();
            }
        }
        RowBatch leftRows = builder.build();
        int[] slots = new int[leftRows.rows()];
        rows.slots(leftRows, allLeft, slots);
        capture();
        long[] matches = rows.longs(MATCHES);
        for (int i = 0; i < slots.length; i++) {
            matches[slots[i]] += weights[i];
        }
    }

    private interface PairTaker {
        void take(int count);
    }

    private @Nullable RowBatch nextFull(Pairs pairs, PairTaker taker) {
        while (!joined.isFull()) {
            int count = pairs.next(joined.room());
            if (count == 0) {
                return null;
            }
            taker.take(count);
            if (kind == Join.Kind.LEFT) {
                joined.append(pairs, count);
            }
        }
        return joined.take();
    }

    private void capture() {
        int touched = rows.touchedCount();
        if (shownBefore.length < touched) {
            shownBefore = Arrays.copyOf(shownBefore, Math.max(touched, shownBefore.length * 2));
        }
        for (; captured < touched; captured++) {
            int slot = rows.touched()[captured];
            shownBefore[captured] = shown(slot);
            if (countedIn.length <= slot) {
                countedIn = Arrays.copyOf(countedIn, Math.max(slot + 1, countedIn.length * 2));
            }
            countedIn[slot] = NEVER;
        }
    }

    /** Copies of a left row that are shown. */
    private long shown(int slot) {
        boolean isShown = rows.longs(MATCHES)[slot] > 0 == (kind == Join.Kind.SEMI);
        return isShown ? rows.longs(COPIES)[slot] : 0;
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
        out.emit(new Barrier());
    }

    private void endEpoch() {
        captured = 0;
        if (shape.node().expiringKey() >= 0 && watermarkMicros != Long.MIN_VALUE) {
            long upTo = shape.expiredUpTo(watermarkMicros);
            left.removeUpTo(upTo);
            right.removeUpTo(upTo);
            rows.forEachUpTo(upTo, rows::remove);
        }
        left.endEpoch();
        right.endEpoch();
        rows.endEpoch();
    }

    /** Left rows of which other numbers of copies are shown than before. */
    private final class Barrier implements Emission {
        private int next;
        private long copiesLeft;

        @Override
        public @Nullable RowBatch next() {
            BatchBuilder builder =
                    new BatchBuilder(leftTypes, Math.max(1, Math.min(captured - next, RowBatch.ROWS_TARGET)));
            while (next < captured && !builder.isFull()) {
                int slot = rows.touched()[next];
                long change = copiesLeft != 0 ? copiesLeft : change(slot);
                int step = change > 0 ? 1 : -1;
                for (; change != 0 && !builder.isFull(); change -= step) {
                    rows.appendKey(slot, builder, 0);
                    builder.endRow(step);
                }
                copiesLeft = change;
                if (change == 0) {
                    next++;
                }
            }
            if (!builder.isEmpty()) {
                return nulls.beside(builder.build());
            }
            removeGone();
            endEpoch();
            return null;
        }

        private long change(int slot) {
            long copies = rows.longs(COPIES)[slot];
            if (copies < 0 || copies > 0 && rows.longs(MATCHES)[slot] < 0) {
                throw MillraceException.internal("operator " + shape.node().id() + ": a left row has " + copies
                        + " copies and " + rows.longs(MATCHES)[slot]
                        + " matches at the barrier; a delete came without its insert");
            }
            return shown(slot) - shownBefore[next];
        }

        private void removeGone() {
            for (int i = 0; i < captured; i++) {
                int slot = rows.touched()[i];
                if (rows.longs(COPIES)[slot] == 0) {
                    rows.remove(slot);
                }
            }
        }
    }
}
