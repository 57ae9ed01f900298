package io.millrace.plan.node;

import java.util.List;

/**
 * INTERSECT and EXCEPT over whole rows, in which NULL equals NULL.
 *
 * @param all whether copies count: INTERSECT ALL gives as many as every input has, EXCEPT ALL as many as the first has more
 *     than the others together
 */
public record SetOperation(NodeId id, List<NodeId> inputs, Kind kind, boolean all, NodeProperties properties)
        implements PhysicalNode {
    public SetOperation {
        inputs = List.copyOf(inputs);
    }

    /** Which rows come out. */
    public enum Kind {
        /** Those in every input. */
        INTERSECT,
        /** Those of the first input that are in none of the others. */
        EXCEPT
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
