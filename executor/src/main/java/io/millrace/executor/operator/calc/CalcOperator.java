package io.millrace.executor.operator.calc;

import io.millrace.executor.expression.CalcCompiler;
import io.millrace.executor.expression.CalcInstance;
import io.millrace.executor.expression.CalcProgram;
import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.Calc;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.List;

/** Filter and projection, a batch at a time in generated code. */
public final class CalcOperator implements Operator {
    private final CalcInstance calc;
    private final EvaluationContext evaluation;

    public CalcOperator(Calc node, RowType input, OperatorContext context) {
        calc = compile(node, input, context.skipsBadRows() ? ErrorPolicy.SKIP : ErrorPolicy.FAIL)
                .newInstance();
        evaluation = evaluation(context);
    }

    /** Compiles the expressions of a node. */
    public static CalcProgram compile(Calc node, RowType input, ErrorPolicy errorPolicy) {
        List<DataType> types = input.fields().stream().map(Field::type).toList();
        return CalcCompiler.compile(node.condition(), node.projections(), types, errorPolicy);
    }

    /** What expressions see of an operator's context. */
    static EvaluationContext evaluation(OperatorContext context) {
        return new EvaluationContext() {
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
        };
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch passed = calc.apply(batch, evaluation);
        if (passed != null) {
            out.emit(passed);
        }
    }
}
