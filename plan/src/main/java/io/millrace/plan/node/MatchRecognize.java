package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import java.util.List;

/**
 * Row pattern matching (SQL:2016). Rows are looked at in order, each once the watermark has passed its time, so that the
 * matches found depend on the rows and the watermark alone.
 *
 * @param partitionKeys columns; matches are looked for among the rows that agree in them
 * @param timeColumn the column of the first order key, if the watermark bounds it; −1 if all rows are collected until the input
 *     has ended
 * @param order of the rows; rows it does not tell apart are ordered by all their columns
 * @param arguments of aggregates, over the input's columns
 * @param withinMicros the last row of a match is at most that much later than its first one, by the first order key; −1 if it
 *     may be any time later
 * @param outputs the columns of this node
 */
public record MatchRecognize(
        NodeId id,
        NodeId input,
        List<Integer> partitionKeys,
        int timeColumn,
        List<SortKey> order,
        List<PatternVariable> variables,
        RowPattern pattern,
        List<Expression> arguments,
        long withinMicros,
        AfterMatch afterMatch,
        RowsPerMatch rowsPerMatch,
        List<NavigatedColumn> outputs,
        NodeProperties properties)
        implements PhysicalNode {
    public MatchRecognize {
        partitionKeys = List.copyOf(partitionKeys);
        order = List.copyOf(order);
        variables = List.copyOf(variables);
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
