package io.millrace.server.statement;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.List;

/** Computes expressions over rows that a statement is about to write. */
@FunctionalInterface
public interface Evaluator {
    /** A column of each expression, one value for each logical row. */
    List<Column> evaluate(List<Expression> expressions, RowType rowType, RowBatch rows);
}
