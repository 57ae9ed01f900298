package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;

/**
 * Reads a native table or a materialized view: its rows at an epoch, then its changes.
 *
 * @param relation the catalog name, qualified: {@code public.t}
 * @param columns indexes of the relation's columns, in the order of the output
 * @param key constants (or parameters) the relation's primary key must equal, in key order: an index read; empty for all rows
 * @param dropLate whether changes behind the relation's watermark are left out (and counted)
 */
public record RelationScan(
        NodeId id,
        String relation,
        List<Integer> columns,
        List<Expression> key,
        boolean dropLate,
        NodeProperties properties)
        implements PhysicalNode {
    public RelationScan {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
