package io.millrace.executor.query;

import io.millrace.executor.expression.CalcCompiler;
import io.millrace.executor.expression.CalcInstance;
import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.executor.expression.ScalarEvaluator;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.factory.Operators;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The operators of this engine, their expressions compiled. */
public final class CompiledOperators implements OperatorFactory {
    @Override
    public void prepare(PhysicalPlan plan) {
        Operators.compile(plan);
    }

    @Override
    public Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context) {
        return Operators.create(node, inputs, context);
    }

    @Override
    public UnaryOperator<RowBatch> projection(
            List<Expression> expressions, List<DataType> inputTypes, OperatorContext context) {
        if (isIdentity(expressions, inputTypes.size())) {
            return UnaryOperator.identity();
        }
        ErrorPolicy policy = context.skipsBadRows() ? ErrorPolicy.SKIP : ErrorPolicy.FAIL;
        CalcInstance program =
                CalcCompiler.compile(null, expressions, inputTypes, policy).newInstance();
        EvaluationContext evaluation = new Evaluation(context);
        RowBatch none =
                new BatchBuilder(expressions.stream().map(Expression::type).toList(), 1).build();
        return batch -> {
            RowBatch result = program.apply(batch, evaluation);
            return result == null ? none : result;
        };
    }

    private static boolean isIdentity(List<Expression> expressions, int columns) {
        if (expressions.size() != columns) {
            return false;
        }
        for (int i = 0; i < columns; i++) {
            if (!(expressions.get(i) instanceof InputRef ref) || ref.index() != i) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RowBatch constants(List<List<Expression>> rows, RowType rowType) {
        BatchBuilder builder = new BatchBuilder(rowType, rows.size());
        for (List<Expression> row : rows) {
            builder.appendRow(ScalarEvaluator.evaluate(row, 0), 0);
        }
        return builder.build();
    }

    private record Evaluation(OperatorContext context) implements EvaluationContext {
        @Override
        public long epochTimeMicros() {
            return context.epochTimeMicros();
        }

        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            context.rejectRow(message, batch, row);
        }

        @Override
        public MillraceException failedRow(MillraceException error, RowBatch batch, int row) {
            return context.failedRow(error, batch, row);
        }
    }
}
