package io.millrace.planner;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.translate.Assignment;
import io.millrace.planner.validate.TypedParameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** ON CONFLICT … DO UPDATE SET … WHERE …, over the row there is and the one that was to be inserted. */
final class ConflictPlanning {
    private static final String EXCLUDED = "excluded";

    private final Catalog catalog;
    private final PlannerSettings settings;

    ConflictPlanning(Catalog catalog, PlannerSettings settings) {
        this.catalog = catalog;
        this.settings = settings;
    }

    ConflictUpdate plan(
            NativeTable table,
            @Nullable String alias,
            SqlNodeList targets,
            SqlNodeList values,
            @Nullable SqlNode where) {
        List<TableColumn> columns = table.columns();
        List<Integer> places = Targets.named(
                table,
                targets.stream()
                        .map(column -> ((SqlIdentifier) column).getSimple())
                        .toList());
        List<SqlNode> nodes = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            nodes.add(
                    TypedParameters.of(values.get(i), columns.get(places.get(i)).type()));
        }
        if (where != null) {
            nodes.add(where);
        }
        String name = alias != null ? alias : table.name().name();
        ExpressionPlanning.Planned planned = ExpressionPlanning.plan(
                catalog,
                settings,
                nodes,
                List.of(
                        new ExpressionPlanning.Row(name, table.rowType()),
                        new ExpressionPlanning.Row(EXCLUDED, table.rowType())));
        List<@Nullable Expression> given = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int place = places.indexOf(i);
            given.add(
                    place < 0
                            ? new InputRef(i, columns.get(i).type())
                            : planned.expressions().get(place));
        }
        List<Expression> newRow = new Assignment(settings.timeZone()).row(columns, given);
        Expression condition = where == null ? null : planned.expressions().get(places.size());
        return new ConflictUpdate(newRow, condition, planned.parameters());
    }
}
