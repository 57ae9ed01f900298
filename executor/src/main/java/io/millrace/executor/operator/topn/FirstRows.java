package io.millrace.executor.operator.topn;

import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.operator.ordered.PartitionRun;
import io.millrace.plan.node.TopN;
import io.millrace.spi.batch.BatchBuilder;

/** The first rows of the partition that the walk is at. <b>Threading:</b> one thread. */
final class FirstRows implements PartitionRun.Visitor {
    private final OrderedPartitions partitions;
    private final boolean appendOnly;
    private final TopN.Rank rank;
    private final int rankColumn;
    private final long offset;
    private final long limit;
    private final RankCounter old;
    private final RankCounter now;
    /** Whether rows were given of the partition before, and whether they are now. */
    private boolean showed;

    private boolean shows;

    FirstRows(TopN node, OrderedPartitions partitions, boolean appendOnly) {
        this.partitions = partitions;
        this.appendOnly = appendOnly;
        rank = node.rank();
        rankColumn = node.givesRank() ? node.rowType().size() - 1 : -1;
        offset = node.offset();
        limit = node.limit() < 0 ? Long.MAX_VALUE : node.limit();
        old = new RankCounter(rank);
        now = new RankCounter(rank);
    }

    @Override
    public boolean changed(boolean isShown) {
        begin(isShown, isShown);
        if (isShown || appendOnly) {
            partitions.apply(appendOnly ? entriesThatCount() : partitions.entries());
            now.clear();
            return true;
        }
        partitions.applyUnseen();
        return false;
    }

    @Override
    public void appears() {
        begin(false, true);
        partitions.walkAll();
    }

    private void begin(boolean wasShown, boolean isShown) {
        showed = wasShown;
        shows = isShown;
        old.clear();
        now.clear();
    }

    /** A new row that others that are new overtake never gets into the state. */
    private int entriesThatCount() {
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

    @Override
    public boolean next(BatchBuilder out) {
        if (!partitions.nextRow()) {
            return false;
        }
        if (partitions.beginsTie()) {
            old.beginTie();
            now.beginTie();
        }
        if ((!showed || old.next() > limit) && now.next() > limit) {
            if (appendOnly) {
                partitions.forget(partitions.newCopies());
                return true;
            }
            return showed && old.nextOfOtherTie() <= limit || now.nextOfOtherTie() <= limit;
        }
        if (rank == TopN.Rank.ROW_NUMBER) {
            emitNumbered(out);
        } else {
            emitRanked(out);
        }
        old.add(partitions.oldCopies());
        now.add(partitions.newCopies());
        return true;
    }

    /** Each copy has a number of its own. */
    private void emitNumbered(BatchBuilder out) {
        long oldFirst = Math.max(old.next(), offset + 1);
        long oldLast = last(old.next(), partitions.oldCopies());
        long newFirst = Math.max(now.next(), offset + 1);
        long newLast = last(now.next(), partitions.newCopies());
        if (appendOnly && newLast < now.next() - 1 + partitions.newCopies()) {
            partitions.forget(now.next() - 1 + partitions.newCopies() - Math.max(newLast, now.next() - 1));
        }
        if (!shows) {
            return;
        } else if (rankColumn >= 0) {
            emit(out, oldFirst, oldLast, newFirst, newLast, -1);
            emit(out, newFirst, newLast, oldFirst, oldLast, 1);
            return;
        }
        long difference = Math.max(0, newLast - newFirst + 1) - Math.max(0, oldLast - oldFirst + 1);
        emitCopies(out, difference, 0);
    }

    private long last(long first, long copies) {
        return Math.min(first + copies - 1, limit);
    }

    /** The numbers of one range that are not in the other. */
    private void emit(BatchBuilder out, long first, long last, long otherFirst, long otherLast, int weight) {
        for (long number = first; number <= last; number++) {
            if (number < otherFirst || number > otherLast) {
                emitRow(out, number, weight);
            }
        }
    }

    /** All copies have one rank. */
    private void emitRanked(BatchBuilder out) {
        long oldRank = old.next();
        long newRank = now.next();
        long oldCount = oldRank <= limit ? partitions.oldCopies() : 0;
        long newCount = newRank <= limit ? partitions.newCopies() : 0;
        if (shows && rankColumn >= 0 && oldRank != newRank) {
            emitCopies(out, -oldCount, oldRank);
            emitCopies(out, newCount, newRank);
        } else if (shows) {
            emitCopies(out, newCount - oldCount, newRank);
        }
        if (appendOnly && newRank > limit) {
            partitions.forget(partitions.newCopies());
        }
    }

    private void emitCopies(BatchBuilder out, long copies, long number) {
        for (long i = Math.abs(copies); i > 0; i--) {
            emitRow(out, number, copies < 0 ? -1 : 1);
        }
    }

    private void emitRow(BatchBuilder out, long number, int weight) {
        partitions.appendRow(out);
        if (rankColumn >= 0) {
            out.longs(rankColumn).append(number);
        }
        out.endRow(weight);
    }
}
