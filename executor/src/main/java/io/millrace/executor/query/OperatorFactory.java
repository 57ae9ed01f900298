package io.millrace.executor.query;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the running code of plan nodes and expressions. <b>Threading:</b> any thread. */
public interface OperatorFactory {
    /**
     * An operator for a node that is neither scan nor exchange nor root.
     *
     * @param inputs the nodes it reads
     */
    Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context);

    /** Computes columns from those of a batch; for one task. */
    UnaryOperator<RowBatch> projection(
            List<Expression> expressions, List<DataType> inputTypes, OperatorContext context);

    /** One batch with constant rows. */
    RowBatch constants(List<List<Expression>> rows, RowType rowType);
}
