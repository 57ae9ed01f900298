package io.millrace.server.database;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.expression.CalcCompiler;
import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.plan.expression.Expression;
import io.millrace.server.statement.Evaluator;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.List;

/** Computes expressions with the executor's compiler. <b>Threading:</b> any thread. */
final class ExpressionEvaluation implements Evaluator {
    private final Clock clock;

    ExpressionEvaluation(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Column> evaluate(List<Expression> expressions, RowType rowType, RowBatch rows) {
        List<DataType> types = rowType.fields().stream().map(Field::type).toList();
        long now = clock.epochMicros();
        RowBatch result = CalcCompiler.compile(null, expressions, types, ErrorPolicy.FAIL)
                .newInstance()
                .apply(rows, new Now(now));
        if (result == null) {
            throw MillraceException.internal("a projection without a condition lost its rows");
        }
        return List.of(compact(result, expressions).columns());
    }

    /** Without a selection, so that the columns can stand beside others. */
    private static RowBatch compact(RowBatch batch, List<Expression> expressions) {
        if (batch.selection() == null) {
            return batch;
        }
        BatchBuilder builder =
                new BatchBuilder(expressions.stream().map(Expression::type).toList(), Math.max(1, batch.rows()));
        for (int i = 0; i < batch.rows(); i++) {
            builder.appendRow(batch, batch.row(i));
        }
        return builder.build();
    }

    private record Now(long epochTimeMicros) implements EvaluationContext {
        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            throw MillraceException.internal("a row to be written was rejected: " + message);
        }
    }
}
