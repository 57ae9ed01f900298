package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.planner.rewrite.FlatMap;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNNEST: the collection is computed as the last column of the input, then taken apart. */
final class UnnestTranslation {
    private static final DataType ORDINAL = DataType.of(TypeKind.INTEGER).notNull();

    private final PlanNodes nodes;
    private final Realization realization;
    private final Expressions expressions;

    UnnestTranslation(PlanNodes nodes, Realization realization, Expressions expressions) {
        this.nodes = nodes;
        this.realization = realization;
        this.expressions = expressions;
    }

    Relation translate(FlatMap flatMap, Relation input) {
        Expression collection = expressions.translate(flatMap.collection(), input.projections());
        if (collection.type().kind() != TypeKind.ARRAY && collection.type().kind() != TypeKind.MAP) {
            throw MillraceException.notSupported(
                    "UNNEST of a " + collection.type().sqlName());
        }
        List<Expression> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column : flatMap.kept()) {
            columns.add(input.projections().get(column));
            names.add(input.names().get(column));
        }
        columns.add(collection);
        names.add("collection");
        Source.Built built = realization.realize(input.withColumns(columns, names));
        List<String> outputs = flatMap.getRowType().getFieldNames();
        PhysicalNode node = nodes.unnest(built.node(), outputs, flatMap.ordinality(), flatMap.outer());
        return Relation.of(node, kept(built.distribution(), columns.size() - 1)).withNames(outputs);
    }

    /** How the rows still lie: by columns that are there as before. */
    private static @Nullable Distribution kept(@Nullable Distribution distribution, int columns) {
        boolean gone = distribution != null && distribution.keys().stream().anyMatch(key -> key >= columns);
        return gone ? null : distribution;
    }

    /** The columns that an element of a collection gives. */
    static List<DataType> elements(DataType collection, boolean ordinality) {
        List<DataType> elements = new ArrayList<>();
        for (Field child : collection.children()) {
            DataType type = child.type();
            if (collection.kind() == TypeKind.ARRAY && type.kind() == TypeKind.ROW) {
                type.children().forEach(field -> elements.add(field.type().withNullable(true)));
            } else {
                elements.add(type);
            }
        }
        if (ordinality) {
            elements.add(ORDINAL);
        }
        return elements;
    }
}
