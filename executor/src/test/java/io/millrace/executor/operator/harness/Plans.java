package io.millrace.executor.operator.harness;

import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Values;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Pieces of plans for tests. */
public final class Plans {
    public static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    public static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    public static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    public static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    public static final DataType BOOLEAN = DataType.of(TypeKind.BOOLEAN);

    private Plans() {}

    public static RowType row(DataType... types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return new RowType(fields);
    }

    /** A node to read from, of which only its properties matter. */
    public static PhysicalNode appending(RowType rowType, EventTimeColumn... eventTimes) {
        return new Values(
                new NodeId("input"),
                List.of(),
                new NodeProperties(rowType, Changelog.appendOnly(""), List.of(), List.of(eventTimes)));
    }

    public static PhysicalNode updating(RowType rowType, EventTimeColumn... eventTimes) {
        return new Values(
                new NodeId("input"),
                List.of(),
                new NodeProperties(rowType, Changelog.updating("test"), List.of(), List.of(eventTimes)));
    }

    public static NodeProperties properties(RowType rowType) {
        return new NodeProperties(rowType, Changelog.updating("test"), List.of(), List.of());
    }
}
