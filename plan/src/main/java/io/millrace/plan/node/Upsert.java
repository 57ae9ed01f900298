package io.millrace.plan.node;

import java.util.List;

/**
 * Rows that replace the one with their key, which is taken back. Of the rows with one key that one holds which comes last in
 * its split, and of several splits the one whose name is greater: so the result depends on what was read, and not on when.
 *
 * @param keys columns of the input
 * @param order column of the input with the name of a row's split; left out of the output
 */
public record Upsert(NodeId id, NodeId input, List<Integer> keys, int order, NodeProperties properties)
        implements PhysicalNode {
    public Upsert {
        keys = List.copyOf(keys);
    }

    /**
     * Position among the keys of an event time: once no row of its time can come any more, rows are forgotten; −1 if they are
     * kept.
     */
    public int expiringKey() {
        for (int key = 0; key < keys.size(); key++) {
            int column = keys.get(key);
            if (properties.eventTimes().stream().anyMatch(time -> time.column() == column)) {
                return key;
            }
        }
        return -1;
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
