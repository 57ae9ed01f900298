package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.error.MillraceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of an epoch is another when a row is taken back than when it came, and so may be what a function gives that is not
 * deterministic: a continuous query that computes with it over
 * rows that are taken back could not take back what it gave.
 */
final class EpochTimes {
    private EpochTimes() {}

    /** @throws MillraceException 0A000 if a query computes with the time over rows that may be taken back */
    static void requireLasting(List<PhysicalNode> nodes) {
        Map<NodeId, Changelog> changelogs = new HashMap<>();
        for (PhysicalNode node : nodes) {
            if (usesTime(node)) {
                node.inputs().stream()
                        .map(changelogs::get)
                        .filter(input -> !input.appendOnly())
                        .findFirst()
                        .ifPresent(input -> {
                            throw MillraceException.notSupported(
                                    "the current time, or a function that is not deterministic, in a continuous query"
                                            + " over rows that are taken back (" + input.reason() + ")");
                        });
            }
            changelogs.put(node.id(), node.changelog());
        }
    }

    private static boolean usesTime(PhysicalNode node) {
        if (node instanceof Calc calc) {
            return calc.projections().stream().anyMatch(EpochTimes::usesTime)
                    || calc.condition() != null && usesTime(calc.condition());
        }
        return node instanceof Join join && join.condition() != null && usesTime(join.condition());
    }

    private static boolean usesTime(Expression expression) {
        return expression instanceof Call call
                && (call.function() == Function.EPOCH_TIME
                        || UserCalls.varies(call)
                        || call.arguments().stream().anyMatch(EpochTimes::usesTime));
    }
}
