package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time of an epoch is another when a row is taken back than when it came, and so may be what a function gives that is not
 * deterministic. A {@code VolatileCalc} keeps what it gave; other nodes do not, and a continuous query that has such an expression
 * there, over rows that are taken back, could not take back what it gave. Random bits are in a {@code VolatileCalc} alone.
 */
final class EpochTimes {
    private EpochTimes() {}

    /**
     * Looks for expressions where they cannot be.
     *
     * @throws MillraceException 0A000 if a query computes with the time over rows that may be taken back, or with chance, in a node
     *     that is not made for it
     */
    static void requireLasting(List<PhysicalNode> nodes, boolean finite) {
        Map<NodeId, Changelog> changelogs = new HashMap<>();
        for (PhysicalNode node : nodes) {
            List<Expression> expressions = expressions(node);
            if (expressions.stream().anyMatch(Volatile::draws)) {
                throw MillraceException.notSupported(
                        "a random value in a join's condition, a pattern or a table's column");
            }
            if (!finite && expressions.stream().anyMatch(Volatile::changes)) {
                node.inputs().stream()
                        .map(changelogs::get)
                        .filter(input -> !input.appendOnly())
                        .findFirst()
                        .ifPresent(input -> {
                            throw MillraceException.notSupported(
                                    "the current time, or a function that is not deterministic, in a join's condition of a"
                                            + " continuous query over rows that are taken back (" + input.reason()
                                            + ")");
                        });
            }
            changelogs.put(node.id(), node.changelog());
        }
    }

    /** Of nodes that evaluate expressions and keep nothing of what they give. */
    private static List<Expression> expressions(PhysicalNode node) {
        List<Expression> expressions = new ArrayList<>();
        if (node instanceof Join join) {
            add(join.condition(), expressions);
        } else if (node instanceof TemporalJoin join) {
            add(join.condition(), expressions);
        } else if (node instanceof LookupJoin join) {
            add(join.stores() ? null : join.condition(), expressions);
        } else if (node instanceof ConnectorScan scan) {
            expressions.addAll(scan.outputs());
        } else if (node instanceof MatchRecognize match) {
            expressions.addAll(match.arguments());
            for (PatternVariable variable : match.variables()) {
                add(variable.condition(), expressions);
            }
        } else if (node instanceof Recursion recursion) {
            recursion.body().forEach(inner -> expressions.addAll(expressions(inner)));
        }
        return expressions;
    }

    private static void add(@Nullable Expression expression, List<Expression> expressions) {
        if (expression != null) {
            expressions.add(expression);
        }
    }
}
