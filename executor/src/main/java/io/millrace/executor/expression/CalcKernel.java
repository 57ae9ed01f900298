package io.millrace.executor.expression;

import io.millrace.executor.expression.function.OutputColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * What a generated filter and projection extends. Generated code implements the loops; this class lays out the batch.
 *
 * <p><b>Threading:</b> one thread; an instance has scratch objects.
 */
public abstract class CalcKernel {
    /** The time of the epoch, for generated code. */
    protected long epochTimeMicros;

    private int[] passing = {};

    /** Points the fields of the class at the arrays of a batch. */
    protected abstract void bind(Column[] columns);

    /** The computed columns, in the order of {@link CalcLayout}. */
    protected abstract OutputColumn[] outputs();

    /**
     * Evaluates the condition and, for the rows that pass, some projections.
     *
     * @param passing gets the physical positions of the rows that pass
     * @return how many pass
     */
    protected abstract int filter(int rows, int @Nullable [] selection, int[] passing);

    /** Evaluates the projections that {@code filter} did not. */
    protected abstract void project(int rows, int @Nullable [] selection);

    /** The rows that pass, projected; null if none does. */
    final @Nullable RowBatch run(RowBatch input, CalcLayout layout, EvaluationContext context) {
        int rows = input.rows();
        if (rows == 0) {
            return null;
        }
        if (layout.usesTime()) {
            epochTimeMicros = context.epochTimeMicros();
        }
        int[] selection = input.selection();
        int end = layout.compacts() ? rows : selection == null ? rows : selection[rows - 1] + 1;
        bind(input.columns());
        for (OutputColumn output : outputs()) {
            output.begin(end);
        }
        int count = rows;
        int[] selected = selection;
        if (layout.filters()) {
            if (passing.length < rows) {
                passing = new int[rows];
            }
            count = filter(rows, selection, passing);
            if (count == 0) {
                return null;
            } else if (count < rows) {
                selected = passing;
                passing = new int[0];
            }
        }
        project(count, selected);
        return output(input, layout, count, selected, layout.compacts() ? count : end);
    }

    private RowBatch output(RowBatch input, CalcLayout layout, int count, int @Nullable [] selected, int end) {
        OutputColumn[] outputs = outputs();
        Column[] computed = new Column[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            computed[i] = outputs[i].finish(end);
        }
        int[] sources = layout.sources();
        Column[] columns = new Column[sources.length];
        for (int i = 0; i < sources.length; i++) {
            columns[i] = sources[i] >= 0 ? input.column(sources[i]) : computed[-1 - sources[i]];
        }
        byte[] weights = input.weights();
        if (!layout.compacts() || selected == null) {
            return new RowBatch(columns, count, selected, weights);
        }
        return new RowBatch(columns, count, null, weights == null ? null : gathered(weights, count, selected));
    }

    private static byte[] gathered(byte[] weights, int count, int[] selected) {
        byte[] gathered = new byte[count];
        for (int i = 0; i < count; i++) {
            gathered[i] = weights[selected[i]];
        }
        return gathered;
    }
}
