package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Relations become nodes: an open source is closed, a filter or projection becomes a {@code Calc}. */
final class Realization {
    private static final NodeId DRAFT = new NodeId("draft");

    private final PlanNodes nodes;
    private final boolean finite;

    Realization(PlanNodes nodes, boolean finite) {
        this.nodes = nodes;
        this.finite = finite;
    }

    /** A node whose columns are exactly the relation's. */
    Source.Built realize(Relation relation) {
        Relation closed = close(relation);
        Source.Built built = (Source.Built) closed.source();
        PhysicalNode input = built.node();
        List<Expression> projections = closed.projections();
        if (closed.condition() == null
                && ExpressionTree.isIdentity(projections, input.rowType().size())) {
            return built;
        }
        List<Expression> all = new ArrayList<>(projections);
        if (closed.condition() != null) {
            all.add(closed.condition());
        }
        boolean draws = all.stream().anyMatch(Volatile::draws);
        boolean stores =
                !finite && !input.changelog().appendOnly() && all.stream().anyMatch(Volatile::changes);
        if (draws || stores) {
            return realizeVolatile(closed, built, draws, stores);
        }
        PhysicalNode calc = nodes.calc(input, closed.condition(), projections, closed.names());
        return new Source.Built(calc, projected(built.distribution(), projections));
    }

    /** In a query that goes on equal rows meet in one task, which tells them apart by their number. */
    private Source.Built realizeVolatile(Relation relation, Source.Built given, boolean draws, boolean stores) {
        int columns = given.node().rowType().size();
        Source.Built input = finite
                ? given
                : distribute(given, by(IntStream.range(0, columns).boxed().toList()));
        List<Expression> projections = relation.projections().stream()
                .map(expression -> Volatile.drawing(expression, columns))
                .toList();
        Expression condition = relation.condition() == null ? null : Volatile.drawing(relation.condition(), columns);
        VolatileCalc draft = new VolatileCalc(
                DRAFT,
                input.node().id(),
                condition,
                projections,
                draws,
                draws && !finite,
                stores,
                input.node().properties());
        PhysicalNode node = nodes.volatileCalc(input.node(), draft, relation.names());
        return new Source.Built(node, projected(input.distribution(), projections));
    }

    /** As a relation over its own node, so that further expressions refer to its columns. */
    Relation settle(Relation relation) {
        Source.Built built = realize(relation);
        return Relation.of(built.node(), built.distribution()).withNames(relation.names());
    }

    private Relation close(Relation relation) {
        if (relation.source() instanceof Source.OpenScan scan) {
            return closeScan(relation, scan);
        } else if (relation.source() instanceof Source.OpenWindow window) {
            Source.Built input = inTime(realize(window.input()), window.time());
            PhysicalNode assign = nodes.windowAssign(input.node(), window.window(), window.time());
            return new Relation(
                    new Source.Built(assign, input.distribution()),
                    relation.condition(),
                    relation.projections(),
                    relation.names());
        } else if (relation.source() instanceof Source.OneRow) {
            return closeOneRow(relation);
        } else if (relation.source() instanceof Source.Constants constants) {
            PhysicalNode node = nodes.values(constants.rowType(), constants.rows());
            return new Relation(
                    new Source.Built(node, null), relation.condition(), relation.projections(), relation.names());
        }
        return relation;
    }

    /** Constants become the row; anything else is computed over a row with a column that is never looked at. */
    private Relation closeOneRow(Relation relation) {
        if (relation.condition() == null
                && !relation.projections().isEmpty()
                && relation.projections().stream().allMatch(Realization::isValue)) {
            PhysicalNode row = nodes.values(rowType(relation), List.of(relation.projections()));
            return Relation.of(row, null);
        }
        Literal zero = Literal.of(DataType.of(TypeKind.INTEGER), 0);
        PhysicalNode row = nodes.values(RowType.of(new Field("zero", zero.type())), List.of(List.of(zero)));
        return new Relation(
                new Source.Built(row, null), relation.condition(), relation.projections(), relation.names());
    }

    /** Whether a Values node can hold it. */
    static boolean isValue(Expression expression) {
        return expression instanceof Literal || expression instanceof Parameter;
    }

    /** An index read where the filter pins the whole key to constants; otherwise a scan. */
    private Relation closeScan(Relation relation, Source.OpenScan scan) {
        List<Expression> key = new ArrayList<>();
        Set<Expression> served = new HashSet<>();
        List<Expression> conjuncts = ExpressionTree.conjuncts(relation.condition());
        for (int column : scan.keyColumns()) {
            for (Expression conjunct : conjuncts) {
                Expression constant = constantFor(column, conjunct);
                if (constant != null) {
                    key.add(constant);
                    served.add(conjunct);
                    break;
                }
            }
        }
        RelationScan draft = scan.draft();
        boolean byKey = !key.isEmpty() && key.size() == scan.keyColumns().size();
        Expression left = byKey
                ? ExpressionTree.and(
                        conjuncts.stream().filter(c -> !served.contains(c)).toList())
                : relation.condition();
        NodeProperties properties = draft.properties();
        if (byKey) {
            properties = new NodeProperties(
                    properties.rowType(), properties.changelog(), List.of(List.of()), properties.eventTimes());
        }
        PhysicalNode node = nodes.scan(
                scan.name(),
                new RelationScan(
                        draft.id(), draft.relation(), draft.columns(), byKey ? key : List.of(), false, properties));
        return new Relation(new Source.Built(node, null), left, relation.projections(), relation.names());
    }

    private static @Nullable Expression constantFor(int column, Expression conjunct) {
        if (!(conjunct instanceof Call call) || call.function() != Function.EQUAL) {
            return null;
        }
        if (isColumn(call.argument(0), column) && isConstant(call.argument(1))) {
            return call.argument(1);
        } else if (isColumn(call.argument(1), column) && isConstant(call.argument(0))) {
            return call.argument(0);
        }
        return null;
    }

    private static boolean isColumn(Expression expression, int column) {
        return expression instanceof InputRef input && input.index() == column;
    }

    private static boolean isConstant(Expression expression) {
        return expression instanceof Parameter || (expression instanceof Literal literal && !literal.holdsNull());
    }

    /** The node with its rows where they are wanted, through an exchange if they are not there already. */
    Source.Built distribute(Source.Built input, Distribution wanted) {
        if (wanted.equals(input.distribution())) {
            return input;
        }
        return new Source.Built(nodes.exchange(input.node(), wanted), wanted);
    }

    /** The same with a watermark that is so much behind that the column does not lag behind it. */
    Source.Built inTime(Source.Built input, int timeColumn) {
        long lag = EventTimes.lagMicros(input.node().properties().eventTimes(), timeColumn);
        return lag == 0 ? input : new Source.Built(nodes.watermarkDelay(input.node(), lag), input.distribution());
    }

    /** By these columns; to a single task if there are none. */
    static Distribution by(List<Integer> keys) {
        return keys.isEmpty() ? Distribution.SINGLE : Distribution.hash(keys);
    }

    /** How the rows of a relation lie before anything is built for it; null if nothing is known. */
    static @Nullable Distribution distribution(Relation relation) {
        return relation.source() instanceof Source.Built built
                ? projected(built.distribution(), relation.projections())
                : null;
    }

    static @Nullable Distribution projected(@Nullable Distribution distribution, List<Expression> projections) {
        if (distribution == null || distribution.kind() != Distribution.Kind.HASH) {
            return distribution;
        }
        List<Integer> keys = new ArrayList<>();
        for (int key : distribution.keys()) {
            int place = UniqueKeys.placeOf(key, projections);
            if (place < 0) {
                return null;
            }
            keys.add(place);
        }
        return Distribution.hash(keys);
    }

    static RowType rowType(Relation relation) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < relation.projections().size(); i++) {
            fields.add(new Field(
                    relation.names().get(i), relation.projections().get(i).type()));
        }
        return new RowType(fields);
    }
}
