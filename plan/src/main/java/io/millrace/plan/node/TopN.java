package io.millrace.plan.node;

import java.util.List;

/**
 * The first rows of each partition: those whose rank by the order is greater than the offset and not greater than the limit.
 * Rows that the order does not tell apart are ordered by all other columns, ascending, NULL last, so that which of them is
 * first depends neither on their arrival nor on parallelism.
 *
 * @param partitionKeys columns; none for one partition of all rows
 * @param offset only with {@link Rank#ROW_NUMBER}
 * @param limit greatest rank given, −1 for all
 * @param givesRank whether the rank is a column (BIGINT) behind those of the input
 * @param firingKey position among the partition keys of the end of a window, whose start is a key too: its rows are given
 *     once the watermark has reached it, and then forgotten; −1 if partitions are kept up to date instead
 */
public record TopN(
        NodeId id,
        NodeId input,
        List<Integer> partitionKeys,
        List<SortKey> order,
        Rank rank,
        long offset,
        long limit,
        boolean givesRank,
        int firingKey,
        NodeProperties properties)
        implements PhysicalNode {
    public TopN {
        partitionKeys = List.copyOf(partitionKeys);
        order = List.copyOf(order);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /** How rows are counted. */
    public enum Rank {
        /** 1, 2, 3, … */
        ROW_NUMBER,
        /** One more than there are rows before those that tie with this one. */
        RANK,
        /** One more than there are different values of the order before this one. */
        DENSE_RANK
    }
}
