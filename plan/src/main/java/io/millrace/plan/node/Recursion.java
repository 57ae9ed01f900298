package io.millrace.plan.node;

import java.util.List;

/**
 * WITH RECURSIVE of a finite query: the rows of the first input, then what the body makes of them, then what it makes of those,
 * until nothing new comes. The body is linear in them: what it makes of several rows is what it makes of each, put together.
 *
 * @param inputs the first rows, then what the body reads besides; all in one task
 * @param body nodes, each behind its inputs, the last one the body's result; {@link Values} without rows stand where the
 *     inputs come in
 * @param leaves for each input its place in the body; that of the first gets the rows of the round before
 * @param distinct UNION rather than UNION ALL: a row that has been there is not new
 * @param roundsMax after so many rounds the query fails
 */
public record Recursion(
        NodeId id,
        List<NodeId> inputs,
        List<PhysicalNode> body,
        List<NodeId> leaves,
        boolean distinct,
        int roundsMax,
        NodeProperties properties)
        implements PhysicalNode {
    public Recursion {
        inputs = List.copyOf(inputs);
        body = List.copyOf(body);
        leaves = List.copyOf(leaves);
        if (inputs.size() != leaves.size() || body.isEmpty()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs, " + leaves.size() + " places, " + body.size() + " nodes");
        }
    }

    /** The same with other nodes inside. */
    public Recursion withBody(List<PhysicalNode> otherBody) {
        return new Recursion(id, inputs, otherBody, leaves, distinct, roundsMax, properties);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
