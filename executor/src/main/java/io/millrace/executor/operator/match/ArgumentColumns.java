package io.millrace.executor.operator.match;

import io.millrace.executor.expression.CalcInstance;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments of aggregates, computed a batch at a time beside the rows of a partition. That an argument fails for a row counts
 * only once the row is asked for.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ArgumentColumns {
    private final List<Expression> arguments;
    private final List<CalcInstance> calcs;
    private final EvaluationContext context;
    private final ColumnBuilder[] builders;
    private final Column[] computed;
    /** For each argument, the rows it fails for. */
    private final List<Map<Integer, MillraceException>> failures = new ArrayList<>();

    /** @param calcs for each argument, what computes it; not asked for those that are columns */
    ArgumentColumns(List<Expression> arguments, List<CalcInstance> calcs, EvaluationContext context) {
        this.arguments = arguments;
        this.calcs = calcs;
        this.context = context;
        builders = new ColumnBuilder[arguments.size()];
        computed = new Column[arguments.size()];
        arguments.forEach(argument -> failures.add(new HashMap<>()));
        reset();
    }

    private void reset() {
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(arguments.get(i).type(), 8);
            builders[i].appendNull();
            computed[i] = builders[i].peek();
            failures.get(i).clear();
        }
    }

    Column column(int argument, Column[] columns) {
        return arguments.get(argument) instanceof InputRef input ? columns[input.index()] : computed[argument];
    }

    int row(int argument, int row) {
        Map<Integer, MillraceException> failed = failures.get(argument);
        MillraceException failure = failed.isEmpty() ? null : failed.get(row);
        if (failure != null) {
            throw failure;
        }
        return row;
    }

    /** Computes the arguments of the physical rows {@code from … to − 1}, which are new. */
    void compute(Column[] columns, int from, int to) {
        if (from == to) {
            return;
        }
        for (int i = 0; i < builders.length; i++) {
            if (!(arguments.get(i) instanceof InputRef)) {
                compute(i, columns, from, to);
                computed[i] = builders[i].peek();
            }
        }
    }

    private void compute(int argument, Column[] columns, int from, int to) {
        try {
            append(argument, columns, from, to);
        } catch (MillraceException e) {
            if (e.blame() != Blame.USER) {
                throw e;
            }
            builders[argument].truncate(from);
            for (int row = from; row < to; row++) {
                computeOne(argument, columns, row);
            }
        }
    }

    private void computeOne(int argument, Column[] columns, int row) {
        try {
            append(argument, columns, row, row + 1);
        } catch (MillraceException e) {
            if (e.blame() != Blame.USER) {
                throw e;
            }
            builders[argument].appendNull();
            failures.get(argument).put(row, e);
        }
    }

    private void append(int argument, Column[] columns, int from, int to) {
        int[] selection = new int[to - from];
        for (int i = 0; i < selection.length; i++) {
            selection[i] = from + i;
        }
        RowBatch result = calcs.get(argument).apply(new RowBatch(columns, selection.length, selection, null), context);
        if (result == null) {
            throw new IllegalStateException("an argument left rows out");
        }
        for (int i = 0; i < result.rows(); i++) {
            builders[argument].appendFrom(result.column(0), result.row(i));
        }
    }

    /** The first rows have gone; the others are computed anew. */
    void drop(int rows, Column[] columns, int size) {
        if (builders.length > 0) {
            reset();
            compute(columns, 1, size);
        }
    }
}
