package io.millrace.plan.node;

import io.millrace.spi.connector.ConnectorTable;
import java.util.List;

/** The end of a pipeline or INSERT into a connector: columns in the order of the table. */
public record SinkWrite(NodeId id, NodeId input, String connector, ConnectorTable table, NodeProperties properties)
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
