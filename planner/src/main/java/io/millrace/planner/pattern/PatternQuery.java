package io.millrace.planner.pattern;

import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A MATCH_RECOGNIZE that means something, its expressions validated but not yet converted.
 *
 * @param arguments of aggregates, over {@code inputTypes}
 * @param outputTypes of what the matching gives, by the names that measures know it by
 * @param columns what the whole gives, over {@code outputTypes}
 * @param rowType of {@code columns}
 */
public record PatternQuery(
        List<Integer> partitionKeys,
        List<SortKey> order,
        List<Variable> variables,
        RowPattern pattern,
        List<SqlNode> arguments,
        Map<String, RelDataType> inputTypes,
        long withinMicros,
        AfterMatch afterMatch,
        RowsPerMatch rowsPerMatch,
        List<NavigatedColumn> outputs,
        Map<String, RelDataType> outputTypes,
        List<SqlNode> columns,
        RelDataType rowType) {

    /**
     * A variable.
     *
     * @param types of the columns of its condition, by name
     */
    public record Variable(
            String name,
            List<NavigatedColumn> columns,
            Map<String, RelDataType> types,
            @Nullable SqlNode condition) {}
}
