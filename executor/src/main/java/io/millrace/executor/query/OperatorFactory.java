package io.millrace.executor.query;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the running code of plan nodes and expressions. <b>Threading:</b> any thread. */
public interface OperatorFactory {
    /**
     * Does beforehand what takes long for the operators of a plan, so that the thread that decides for all queries is not
     * held up when it makes them.
     *
     * @throws io.millrace.spi.error.MillraceException for expressions that cannot be compiled
     */
    default void prepare(PhysicalPlan plan) {}

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
