package io.millrace.executor.expression;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A {@link CalcProgram} with scratch space. <b>Threading:</b> one thread. */
public final class CalcInstance {
    private final CalcProgram program;
    private @Nullable CalcKernel withoutNulls;
    private @Nullable CalcKernel withNulls;

    CalcInstance(CalcProgram program) {
        this.program = program;
    }

    /**
     * The rows that pass the condition, projected. Columns that are passed through are shared with the input.
     *
     * @return null if no row passes
     * @throws MillraceException the error of a row, under {@link ErrorPolicy#FAIL}
     */
    public @Nullable RowBatch apply(RowBatch input, EvaluationContext context) {
        boolean nulls = holdsNulls(input);
        CalcProgram.Variant variant = program.variant(nulls);
        CalcKernel kernel = kernel(variant, nulls);
        try {
            return kernel.run(input, variant.layout(), context);
        } catch (MillraceException e) {
            if (e.blame() != Blame.USER) {
                throw e;
            }
            Skipping skipping = new Skipping(kernel, variant.layout(), context, input);
            if (program.errorPolicy() == ErrorPolicy.FAIL) {
                throw skipping.named(e);
            }
            return skipping.run();
        }
    }

    private CalcKernel kernel(CalcProgram.Variant variant, boolean nulls) {
        CalcKernel kernel = nulls ? withNulls : withoutNulls;
        if (kernel == null) {
            kernel = variant.newKernel();
            if (nulls) {
                withNulls = kernel;
            } else {
                withoutNulls = kernel;
            }
        }
        return kernel;
    }

    private boolean holdsNulls(RowBatch input) {
        boolean found = false;
        for (int index : program.variant(false).layout().columns()) {
            if (input.column(index).nulls() != null) {
                found = true;
                checkNullable(index, input);
            }
        }
        return found;
    }

    /** NULLs in a column that has none by its type would be read as zeros. */
    private void checkNullable(int index, RowBatch input) {
        if (program.inputTypes().get(index).nullable()) {
            return;
        }
        for (int i = 0; i < input.rows(); i++) {
            if (input.column(index).isNull(input.row(i))) {
                throw MillraceException.internal("input column " + index + " of type "
                        + program.inputTypes().get(index) + " holds NULL");
            }
        }
    }

    /** Finds the rows that fail by halving the batch, and runs the others. */
    private record Skipping(CalcKernel kernel, CalcLayout layout, EvaluationContext context, RowBatch input) {
        @Nullable RowBatch run() {
            int[] rows = new int[input.rows()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = input.row(i);
            }
            int[] good = new int[rows.length];
            int count = sift(rows, 0, rows.length, good, 0);
            return kernel.run(input.select(good, count), layout, context);
        }

        /** The error of the first row that fails. */
        MillraceException named(MillraceException error) {
            MillraceException found = error;
            int from = 0;
            int to = input.rows();
            while (to - from > 1) {
                int middle = (from + to) >>> 1;
                MillraceException first = errorOf(from, middle);
                if (first == null) {
                    from = middle;
                } else {
                    found = first;
                    to = middle;
                }
            }
            MillraceException last = errorOf(from, to);
            return last == null ? found : context.failedRow(last, input, input.row(from));
        }

        private @Nullable MillraceException errorOf(int from, int to) {
            int[] rows = new int[to - from];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = input.row(from + i);
            }
            try {
                kernel.run(input.select(rows, rows.length), layout, context);
                return null;
            } catch (MillraceException e) {
                return e;
            }
        }

        /** Copies the rows {@code from … to - 1} that do not fail to {@code good}; returns how many there are then. */
        private int sift(int[] rows, int from, int to, int[] good, int count) {
            try {
                kernel.run(input.select(Arrays.copyOfRange(rows, from, to), to - from), layout, context);
                System.arraycopy(rows, from, good, count, to - from);
                return count + to - from;
            } catch (MillraceException e) {
                if (e.blame() != Blame.USER) {
                    throw e;
                } else if (to - from == 1) {
                    context.rejectRow(String.valueOf(e.getMessage()), input, rows[from]);
                    return count;
                }
                int middle = (from + to) >>> 1;
                return sift(rows, middle, to, good, sift(rows, from, middle, good, count));
            }
        }
    }
}
