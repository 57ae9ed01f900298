package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Literals;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes expressions without input columns: defaults, rows of VALUES, constants to fold. Parameters must have been bound.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class ScalarEvaluator {
    private static final RowBatch ONE_ROW = RowBatch.of(1);

    private ScalarEvaluator() {}

    /**
     * The value as a column of one row.
     *
     * @param epochTimeMicros what EPOCH_TIME gives
     * @throws MillraceException if the value cannot be computed
     */
    public static Column evaluate(Expression expression, long epochTimeMicros) {
        return evaluate(List.of(expression), epochTimeMicros).column(0);
    }

    /** The values of several expressions as a batch of one row. */
    public static RowBatch evaluate(List<Expression> expressions, long epochTimeMicros) {
        if (expressions.stream().allMatch(Literal.class::isInstance)) {
            return RowBatch.of(
                    1,
                    expressions.stream()
                            .map(expression -> literal((Literal) expression))
                            .toArray(Column[]::new));
        }
        @Nullable RowBatch result = new CalcProgram(null, expressions, List.of(), ErrorPolicy.FAIL)
                .newInstance()
                .apply(ONE_ROW, new Constants(epochTimeMicros));
        if (result == null) {
            throw MillraceException.internal("no row from a projection without a condition");
        }
        return result;
    }

    /** The value as a literal of the expression's type. */
    public static Literal fold(Expression expression, long epochTimeMicros) {
        return Literals.read(evaluate(expression, epochTimeMicros), 0, expression.type());
    }

    private static Column literal(Literal literal) {
        ColumnBuilder builder = ColumnBuilder.of(literal.type(), 1);
        Literals.append(literal, builder);
        return builder.build();
    }

    private record Constants(long epochTimeMicros) implements EvaluationContext {
        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            throw MillraceException.internal("a constant was rejected: " + message);
        }
    }
}
