package io.millrace.executor.expression;

import io.millrace.spi.batch.Column;
import io.millrace.spi.error.MillraceException;

/**
 * A compiled condition over columns each of which is read at a row of its own, as in the row patterns of MATCH_RECOGNIZE;
 * generated code extends it. <b>Threading:</b> one thread.
 */
public abstract class NavigatedCondition {
    /** Points the fields of the class at the arrays of the columns. */
    protected abstract void bind(Column[] columns);

    /** Whether the condition is TRUE. */
    protected abstract boolean testRows(int[] rows);

    /** The columns that {@link #test} reads from now on, one for each column of the condition. */
    public final void columns(Column[] columns) {
        bind(columns);
    }

    /**
     * Whether the condition is TRUE.
     *
     * @param rows for each column, the physical row to read it at
     * @throws MillraceException if the condition cannot be computed for these rows
     */
    public final boolean test(int[] rows) {
        return testRows(rows);
    }
}
