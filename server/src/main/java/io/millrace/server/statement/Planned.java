package io.millrace.server.statement;

import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanParameters;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.value.Literals;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query, planned.
 *
 * @param columns of its rows, without {@code op} and {@code epoch}
 * @param changelog of its rows
 * @param key columns that identify a row of a materialized view; empty if rows are a multiset
 * @param reads qualified names of the objects it reads, directly or through views
 * @param warnings what the user should know of it
 */
public record Planned(
        PhysicalPlan plan,
        List<ResultColumn> columns,
        List<QueryParameter> parameters,
        Changelog changelog,
        List<Integer> key,
        Set<String> reads,
        List<String> warnings) {
    public Planned {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
        key = List.copyOf(key);
        reads = Set.copyOf(reads);
        warnings = List.copyOf(warnings);
    }

    List<DataType> types() {
        return columns.stream().map(ResultColumn::type).toList();
    }

    /** The plan with values in place of its parameters. */
    PhysicalPlan bind(List<@Nullable Object> values) {
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            literals.add(Literals.of(i + 1, parameters.get(i).type(), values.get(i)));
        }
        return PlanParameters.bind(plan, literals);
    }
}
