package io.millrace.executor.query;

import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.UnionAll;
import java.util.function.Function;

/**
 * What may be known of a query's first epoch: as nothing was shown before it, what shows the outcome of an epoch at its barrier
 * takes nothing back in it. Then the rows of a finite query need not be kept until its barrier, however many they are.
 */
final class FirstEpoch {
    private FirstEpoch() {}

    /**
     * Whether a node gives only inserts in it; false where that is not known.
     *
     * @param inputs finds what a node reads
     */
    static boolean insertsOnly(PhysicalNode node, Function<NodeId, PhysicalNode> inputs) {
        if (node.changelog().appendOnly() || node instanceof GroupAggregate || node instanceof RelationScan) {
            return true;
        }
        boolean passes = node instanceof Calc
                || node instanceof Exchange
                || node instanceof UnionAll
                || node instanceof Join; // an outer one shows rows without a match at the barrier
        return passes && node.inputs().stream().map(inputs).allMatch(input -> insertsOnly(input, inputs));
    }
}
