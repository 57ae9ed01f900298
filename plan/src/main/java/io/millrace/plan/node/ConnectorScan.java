package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connector's table: the physical columns wanted, then the declared columns computed from them, then event time.
 *
 * @param table the physical columns and options, as the connector sees them
 * @param readColumns indexes of the physical columns the reader delivers, in this order
 * @param withSplit whether the name of a row's split follows the columns read, as VARCHAR
 * @param outputs the columns of this node over the columns read
 * @param watermark how event time advances; null if the table declares none
 * @param dropLate whether rows behind what their own split had reached are left out (and counted)
 * @param finite whether the scan ends at the position the input has when it starts
 * @param rejectRows whether a bad row is skipped and kept instead of failing the query
 */
public record ConnectorScan(
        NodeId id,
        String connector,
        ConnectorTable table,
        List<Integer> readColumns,
        boolean withSplit,
        List<Expression> outputs,
        @Nullable Watermark watermark,
        boolean dropLate,
        boolean finite,
        boolean rejectRows,
        NodeProperties properties)
        implements PhysicalNode {
    public ConnectorScan {
        readColumns = List.copyOf(readColumns);
        outputs = List.copyOf(outputs);
    }

    /** The columns that {@code outputs} are computed from. */
    public RowType readType() {
        List<Field> fields =
                new ArrayList<>(table.columns().project(readColumns).fields());
        if (withSplit) {
            fields.add(new Field("split", DataType.of(TypeKind.VARCHAR).notNull()));
        }
        return new RowType(fields);
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
