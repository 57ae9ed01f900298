package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.planner.type.Types;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;

/**
 * Window functions: an over projection (columns passed on, and functions over columns and constants) becomes an {@code Over}
 * for each partitioning and order.
 */
final class OverTranslation {
    private final PlanNodes nodes;
    private final Realization realization;
    private final Expressions expressions;

    OverTranslation(PlanNodes nodes, Realization realization, Expressions expressions) {
        this.nodes = nodes;
        this.realization = realization;
        this.expressions = expressions;
    }

    static boolean isOver(Project project) {
        return RexOver.containsOver(project.getProjects(), null);
    }

    /** A partitioning and order, as columns. */
    record Window(List<Integer> partition, List<SortKey> order) {}

    Relation translate(Project project, Relation input) {
        List<String> names = project.getRowType().getFieldNames();
        Columns columns = new Columns();
        List<Integer> places = passedOn(project, input, columns);
        Map<Window, List<OverCall>> calls = new LinkedHashMap<>();
        Map<Integer, OverCall> callOf = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            if (project.getProjects().get(i) instanceof RexOver over) {
                Window window = window(over, input, columns);
                OverCall call = new OverCalls(expressions, input, columns).of(over, names.get(i), window.order());
                calls.computeIfAbsent(window, key -> new ArrayList<>()).add(call);
                callOf.put(i, call);
            }
        }
        Source.Built built = realization.realize(columns.of(input));
        Map<OverCall, Integer> columnOf = new HashMap<>();
        for (Map.Entry<Window, List<OverCall>> group : calls.entrySet()) {
            built = over(built, group.getKey(), group.getValue(), columnOf);
        }
        PhysicalNode node = built.node();
        List<Expression> outputs = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            OverCall call = callOf.get(i);
            Integer result = call == null ? null : columnOf.get(call);
            DataType type = Types.of(project.getProjects().get(i).getType());
            outputs.add(
                    result == null
                            ? column(node, places.get(i))
                            : OverCalls.as(column(node, result), type, expressions.casts()));
        }
        return Relation.of(node, built.distribution()).withColumns(outputs, names);
    }

    static InputRef column(PhysicalNode node, int column) {
        return new InputRef(column, node.rowType().type(column));
    }

    private Source.Built over(
            Source.Built input, Window window, List<OverCall> calls, Map<OverCall, Integer> columnOf) {
        List<Integer> partition = AggregateTranslation.order(window.partition(), input.distribution());
        Source.Built distributed = realization.distribute(input, Realization.by(partition));
        List<OverCall> unique = calls.stream().distinct().toList();
        int first = distributed.node().rowType().size();
        for (int i = 0; i < unique.size(); i++) {
            columnOf.put(unique.get(i), first + i);
        }
        PhysicalNode node = nodes.over(distributed.node(), partition, window.order(), unique);
        return new Source.Built(node, distributed.distribution());
    }

    /** For each column of the projection that is passed on, its place among the columns; −1 for functions. */
    static List<Integer> passedOn(Project project, Relation input, Columns columns) {
        List<Integer> places = new ArrayList<>();
        for (RexNode node : project.getProjects()) {
            places.add(node instanceof RexInputRef ref ? add(ref, input, columns) : -1);
        }
        return places;
    }

    private static int add(RexInputRef ref, Relation input, Columns columns) {
        return columns.add(
                input.projections().get(ref.getIndex()), input.names().get(ref.getIndex()));
    }

    static Window window(RexOver over, Relation input, Columns columns) {
        List<Integer> partition = over.getWindow().partitionKeys.stream()
                .map(key -> add((RexInputRef) key, input, columns))
                .distinct()
                .toList();
        List<SortKey> order = new ArrayList<>();
        for (RexFieldCollation key : over.getWindow().orderKeys) {
            order.add(new SortKey(
                    add((RexInputRef) key.left, input, columns),
                    key.getDirection().isDescending(),
                    key.getNullDirection() == RelFieldCollation.NullDirection.FIRST));
        }
        return new Window(partition, order);
    }
}
