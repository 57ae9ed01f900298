package io.millrace.plan.node;

import java.util.List;

/** Ends a stage: rows go to the tasks of the next one by this distribution. */
public record Exchange(NodeId id, NodeId input, Distribution distribution, NodeProperties properties)
        implements PhysicalNode {

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
