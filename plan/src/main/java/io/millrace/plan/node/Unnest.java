package io.millrace.plan.node;

import java.util.List;

/**
 * Each row once for each element of its collection: the columns of the input without the collection, then what an element is
 * made of (the fields of a ROW, key and value of a MAP, otherwise the element), then its number from 1 if that is wanted.
 *
 * @param collection the last column of the input, an ARRAY or MAP
 * @param outer whether a row whose collection is NULL or empty stands there once, with NULLs
 */
public record Unnest(
        NodeId id, NodeId input, int collection, boolean ordinality, boolean outer, NodeProperties properties)
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
