package io.millrace.executor.operator.topn;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.plan.node.TopN;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of each partition. At the barrier the beginning of each partition that has changed is walked once, as far as
 * rows are given; what was given and is not any more comes with −1, what is new with +1.
 *
 * <p><b>State:</b> partition → rows in order: all of them if the input deletes, otherwise those that are given (and those left
 * out by an offset), since a row that was overtaken never comes back.
 */
public final class TopNOperator implements Operator {
    private final TopN.Rank rank;
    private final boolean givesRank;
    private final boolean appendOnly;
    private final long offset;
    private final long limit;
    private final List<DataType> types;
    private final OrderedPartitions partitions;
    private final RankCounter old;
    private final RankCounter now;

    /**
     * @param partitionPositions positions among the partition keys by which the input is distributed
     * @param appendOnly whether the input never deletes
     */
    public TopNOperator(
            TopN node, RowType input, int[] partitionPositions, boolean appendOnly, OperatorContext context) {
        this.appendOnly = appendOnly;
        rank = node.rank();
        givesRank = node.givesRank();
        offset = node.offset();
        limit = node.limit() < 0 ? Long.MAX_VALUE : node.limit();
        types = node.rowType().fields().stream().map(Field::type).toList();
        partitions = new OrderedPartitions(
                input, node.partitionKeys(), node.order(), partitionPositions, appendOnly, context);
        old = new RankCounter(rank);
        now = new RankCounter(rank);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        partitions.add(batch);
        if (partitions.isFull()) {
            out.emit(new Walk(false));
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new Walk(true));
    }

    /** Through all partitions that have changed. */
    private final class Walk implements Emission {
        private final BatchBuilder builder = new BatchBuilder(types, 64);
        private final boolean atBarrier;
        private boolean begun;
        private boolean inPartition;

        Walk(boolean atBarrier) {
            this.atBarrier = atBarrier;
        }

        @Override
        public @Nullable RowBatch next() {
            if (!begun) {
                begun = true;
                partitions.begin();
            }
            while (!builder.isFull()) {
                if (inPartition) {
                    inPartition = nextRow();
                } else if (partitions.nextPartition()) {
                    partitions.apply(appendOnly ? entriesThatCount() : partitions.entries());
                    old.clear();
                    now.clear();
                    inPartition = true;
                } else {
                    break;
                }
            }
            if (!builder.isEmpty()) {
                return builder.build();
            }
            partitions.end();
            if (atBarrier) {
                partitions.endEpoch();
            }
            return null;
        }

        /** A new row that others that are new overtake never gets into the state. */
        private int entriesThatCount() {
            now.clear();
            int count = partitions.entries();
            for (int i = 0; i < count; i++) {
                if (i > 0 && partitions.tieBegins(i)) {
                    now.beginTie();
                }
                if (now.next() > limit) {
                    return i;
                }
                now.add(partitions.gained(i));
            }
            return count;
        }

        private boolean nextRow() {
            if (!partitions.nextRow()) {
                return false;
            }
            if (partitions.beginsTie()) {
                old.beginTie();
                now.beginTie();
            }
            if (old.next() > limit && now.next() > limit) {
                if (appendOnly) {
                    partitions.forget(partitions.newCopies());
                    return true;
                }
                return old.nextOfOtherTie() <= limit || now.nextOfOtherTie() <= limit;
            }
            if (rank == TopN.Rank.ROW_NUMBER) {
                emitNumbered();
            } else {
                emitRanked();
            }
            old.add(partitions.oldCopies());
            now.add(partitions.newCopies());
            return true;
        }

        /** Each copy has a number of its own. */
        private void emitNumbered() {
            long oldFirst = Math.max(old.next(), offset + 1);
            long oldLast = last(old.next(), partitions.oldCopies());
            long newFirst = Math.max(now.next(), offset + 1);
            long newLast = last(now.next(), partitions.newCopies());
            if (appendOnly && newLast < now.next() - 1 + partitions.newCopies()) {
                partitions.forget(now.next() - 1 + partitions.newCopies() - Math.max(newLast, now.next() - 1));
            }
            if (givesRank) {
                emit(oldFirst, oldLast, newFirst, newLast, -1);
                emit(newFirst, newLast, oldFirst, oldLast, 1);
                return;
            }
            long difference = Math.max(0, newLast - newFirst + 1) - Math.max(0, oldLast - oldFirst + 1);
            emitCopies(difference, 0);
        }

        private long last(long first, long copies) {
            return Math.min(first + copies - 1, limit);
        }

        /** The numbers of one range that are not in the other. */
        private void emit(long first, long last, long otherFirst, long otherLast, int weight) {
            for (long number = first; number <= last; number++) {
                if (number < otherFirst || number > otherLast) {
                    emitRow(number, weight);
                }
            }
        }

        /** All copies have one rank. */
        private void emitRanked() {
            long oldRank = old.next();
            long newRank = now.next();
            long oldCount = oldRank <= limit ? partitions.oldCopies() : 0;
            long newCount = newRank <= limit ? partitions.newCopies() : 0;
            if (givesRank && oldRank != newRank) {
                emitCopies(-oldCount, oldRank);
                emitCopies(newCount, newRank);
            } else {
                emitCopies(newCount - oldCount, newRank);
            }
            if (appendOnly && newRank > limit) {
                partitions.forget(partitions.newCopies());
            }
        }

        private void emitCopies(long copies, long number) {
            for (long i = Math.abs(copies); i > 0; i--) {
                emitRow(number, copies < 0 ? -1 : 1);
            }
        }

        private void emitRow(long number, int weight) {
            partitions.appendRow(builder);
            if (givesRank) {
                builder.longs(types.size() - 1).append(number);
            }
            builder.endRow(weight);
        }
    }
}
