package io.millrace.planner.translate;

import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Values;
import io.millrace.planner.rewrite.Recursions;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;

/** WITH RECURSIVE: the nodes that hang on the rows of the round before move into a node of their own. */
final class RecursionTranslation {
    private final PlanNodes nodes;
    private final TranslationSettings settings;
    private final Realization realization;
    private final Map<List<String>, PhysicalNode> working = new HashMap<>();

    RecursionTranslation(PlanNodes nodes, TranslationSettings settings, Realization realization) {
        this.nodes = nodes;
        this.settings = settings;
        this.realization = realization;
    }

    /** The rows of the round before. */
    Relation working(TableScan scan) {
        PhysicalNode leaf = working.get(Recursions.working(scan));
        if (leaf == null) {
            throw Recursions.refusedInSubQuery();
        }
        return Relation.of(leaf, Distribution.SINGLE);
    }

    Relation translate(RepeatUnion union, Function<RelNode, Relation> translate) {
        if (!settings.finite()) {
            throw MillraceException.notSupported("WITH RECURSIVE in " + settings.what());
        }
        RowType rowType = rowType(Recursions.workingType(union));
        requireSame(rowType, rowType(union.getSeedRel().getRowType()));
        requireSame(rowType, rowType(union.getIterativeRel().getRowType()));
        Source.Built first = realization.distribute(
                realization.realize(translate.apply(union.getSeedRel()).withNames(rowType.names())),
                Distribution.SINGLE);
        PhysicalNode leaf = nodes.workingTable(rowType);
        PhysicalNode shadowed = working.put(Recursions.working(union), leaf);
        PhysicalNode step = realization
                .realize(translate.apply(union.getIterativeRel()).withNames(rowType.names()))
                .node();
        if (shadowed == null) {
            working.remove(Recursions.working(union));
        } else {
            working.put(Recursions.working(union), shadowed);
        }
        List<PhysicalNode> body = nodes.detach(leaf, step);
        Map<NodeId, PhysicalNode> inputs = new LinkedHashMap<>();
        inputs.put(leaf.id(), first.node());
        List<PhysicalNode> all = new ArrayList<>();
        for (PhysicalNode node : body) {
            for (NodeId input : node.inputs()) {
                boolean isInside = inputs.containsKey(input)
                        || body.stream().anyMatch(other -> other.id().equals(input));
                if (!isInside) {
                    PhysicalNode outside = nodes.node(input);
                    all.add(new Values(input, List.of(), outside.properties()));
                    inputs.put(input, single(outside));
                }
            }
        }
        all.addAll(body);
        PhysicalNode recursion = nodes.recursion(
                List.copyOf(inputs.values()),
                all,
                List.copyOf(inputs.keySet()),
                !union.all,
                settings.roundsMax(),
                rowType);
        return Relation.of(recursion, Distribution.SINGLE);
    }

    /** In one task: an exchange that has sent the rows to several is not needed. */
    private PhysicalNode single(PhysicalNode outside) {
        PhysicalNode sent = outside instanceof Exchange exchange ? nodes.node(exchange.input()) : outside;
        return nodes.exchange(sent, Distribution.SINGLE);
    }

    private static RowType rowType(RelDataType type) {
        return new RowType(type.getFieldList().stream()
                .map(field -> new Field(field.getName(), Types.of(field.getType())))
                .toList());
    }

    /** A value would have to change its type from round to round; Calcite has both parts cast to a type that suits one round. */
    private static void requireSame(RowType first, RowType next) {
        for (int i = 0; i < first.size(); i++) {
            DataType type = first.type(i).withNullable(true);
            DataType other = next.type(i).withNullable(true);
            if (!type.equals(other)) {
                throw new MillraceException(
                        SqlState.DATATYPE_MISMATCH,
                        "column " + (i + 1) + " of WITH RECURSIVE is " + type.sqlName() + " in its first part and "
                                + other.sqlName() + " together with what comes of it; CAST it");
            }
        }
    }
}
