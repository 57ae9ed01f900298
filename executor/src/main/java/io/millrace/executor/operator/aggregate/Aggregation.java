package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The aggregates of one grouping at work: feeds accumulators with batches and turns them into results. Made by
 * {@link AggregationCompiler}; the groups themselves stand in the {@link #table} of its owner.
 *
 * <p><b>Call order:</b> {@link #add} in an epoch, at the barrier {@link #settle}, then results may be read, then
 * {@link #endEpoch}. <b>Threading:</b> one thread.
 */
public final class Aggregation {
    private final String operator;
    private final boolean appendOnly;
    private final boolean feedsDistinct;
    private final GroupKeys keys;
    private final int longs;
    private final int bytes;
    private final List<Feed> feeds;
    private final List<OrderedFeed> ordered;
    private final List<CollectedFeed> collected;
    private final List<UserFeed> users;
    private final List<DistinctValues> distincts;
    private final List<Result> results;
    private final int rowCount;
    private final List<Accumulator> all = new ArrayList<>();

    /** Extremes over input that deletes. */
    record OrderedFeed(Feed feed, OrderedValues values) {}

    /** Aggregates of all the values of a group. */
    record CollectedFeed(Feed feed, CollectedValues values) {}

    /** Aggregates that users wrote. */
    record UserFeed(Feed feed, UserStates states) {}

    Aggregation(AggregationCompiler compiled) {
        operator = compiled.operator();
        appendOnly = compiled.appendOnly();
        feedsDistinct = compiled.feedsDistinct();
        keys = compiled.keys();
        longs = compiled.layout().longs();
        bytes = compiled.layout().bytes();
        feeds = List.copyOf(compiled.feeds());
        ordered = List.copyOf(compiled.ordered());
        collected = List.copyOf(compiled.collected());
        users = List.copyOf(compiled.users());
        distincts = List.copyOf(compiled.distincts());
        results = List.copyOf(compiled.results());
        rowCount = compiled.rowCount();
        feeds.forEach(feed -> all.addAll(feed.accumulators()));
        ordered.forEach(feed -> all.addAll(feed.feed().accumulators()));
        distincts.forEach(values ->
                values.lanes().forEach(lane -> all.addAll(lane.values().accumulators())));
    }

    /** The table of the groups; once. */
    public GroupTable table(KeyedState state) {
        return state.groupTable("groups", keys.types(), keys.timeKey(), keys.partitionKeys(), longs, bytes);
    }

    /** Accumulator columns of the right numbers. */
    public Accumulators accumulators() {
        return new Accumulators(longs, bytes);
    }

    /**
     * Takes a batch.
     *
     * @param state a view of the table of groups
     * @param slots of each logical row's group
     */
    public void add(Accumulators state, RowBatch batch, int[] groupColumns, int[] slots) {
        if (appendOnly && batch.weights() != null) {
            requireInserts(batch);
        }
        int[] physical = RowNumbers.of(batch);
        for (Feed feed : feeds) {
            feed.add(state, feed.select(batch, physical, slots));
        }
        for (OrderedFeed feed : ordered) {
            SlotRows rows = feed.feed.select(batch, physical, slots);
            feed.values.add(state, rows, batch, groupColumns);
        }
        for (CollectedFeed feed : collected) {
            SlotRows rows = feed.feed.select(batch, physical, slots);
            feed.values.add(rows, batch, groupColumns);
        }
        for (UserFeed feed : users) {
            feed.states.add(state, feed.feed.select(batch, physical, slots), batch);
        }
        for (DistinctValues values : distincts) {
            values.add(state, batch, groupColumns, physical, slots, feedsDistinct);
        }
    }

    private void requireInserts(RowBatch batch) {
        for (int i = 0; i < batch.rows(); i++) {
            if (batch.weight(batch.row(i)) < 0) {
                throw MillraceException.internal(
                        "operator " + operator + ": a delete arrived although its input is append-only");
            }
        }
    }

    /** At the barrier: brings accumulators into the form that results are read from. May be repeated in an epoch. */
    public void settle(Accumulators state, GroupTable groups) {
        for (DistinctValues values : distincts) {
            values.settle(state, groups, feedsDistinct);
        }
        if (!collected.isEmpty()) {
            state.view(groups);
            collected.forEach(feed -> feed.values.settle(state, groups));
        }
        users.forEach(feed -> feed.states.settle(state, groups));
        if (appendOnly) {
            return;
        }
        state.view(groups);
        for (Accumulator accumulator : all) {
            accumulator.settle(state, groups.touched(), groups.touchedCount());
        }
        for (OrderedFeed feed : ordered) {
            feed.values.settle(state, groups);
        }
    }

    /** Whether rows are counted, so that groups can go. */
    public boolean countsRows() {
        return rowCount >= 0;
    }

    /**
     * Rows of a group at the barrier; XX000 if there are fewer than none.
     */
    public long rows(Accumulators state, int position) {
        long rows = state.longs[rowCount][position];
        if (rows < 0) {
            throw MillraceException.internal("operator " + operator + ": a group has " + rows
                    + " rows at the barrier; a delete came without its insert");
        }
        return rows;
    }

    /** Appends the aggregates of some groups to a builder, from that column on. */
    public void appendResults(Accumulators state, int[] positions, int count, BatchBuilder builder, int firstColumn) {
        for (int i = 0; i < results.size(); i++) {
            results.get(i).append(state, positions, count, builder.column(firstColumn + i));
        }
    }

    /** Adds groups of one to groups of another, {@code fromPositions[i]} to {@code toPositions[i]}. */
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (Accumulator accumulator : all) {
            accumulator.merge(from, fromPositions, to, toPositions, count);
        }
    }

    /** Whether values are kept beside the accumulators, to be forgotten by {@link #removeGroups}. */
    public boolean keepsValues() {
        return !ordered.isEmpty() || !collected.isEmpty();
    }

    /**
     * Adds the distinct values of groups whose time is at most that to groups merged from them, each value once.
     *
     * @param lastUse the last time a group is needed, by its own time (its first key)
     * @param ids positions of the merged groups by the other keys
     */
    public void mergeDistinct(long timeInclusive, LongUnaryOperator lastUse, KeyIndex ids, Accumulators merged) {
        for (DistinctValues values : distincts) {
            values.merge(timeInclusive, lastUse, ids, merged);
        }
    }

    /**
     * Forgets what is kept beside the accumulators of groups.
     *
     * @param keyColumns columns of the batch with the keys of the groups; the array may be longer
     */
    public void removeGroups(RowBatch keys, int[] keyColumns, int keyCount) {
        int[] columns = keepsValues() ? Arrays.copyOf(keyColumns, keyCount) : keyColumns;
        for (CollectedFeed feed : collected) {
            for (int i = 0; i < keys.rows(); i++) {
                feed.values.removeAll(keys, columns, keys.row(i));
            }
        }
        for (OrderedFeed feed : ordered) {
            for (int i = 0; i < keys.rows(); i++) {
                feed.values.removeAll(keys, columns, keys.row(i));
            }
        }
    }

    /** Forgets what is kept by the time of the groups. */
    void removeUpTo(long timeInclusive) {
        distincts.forEach(values -> values.removeUpTo(timeInclusive));
    }

    public void endEpoch() {
        ordered.forEach(feed -> feed.values.endEpoch());
        collected.forEach(feed -> feed.values.endEpoch());
        distincts.forEach(DistinctValues::endEpoch);
    }
}
