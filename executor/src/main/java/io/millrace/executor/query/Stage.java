package io.millrace.executor.query;

import io.millrace.plan.node.PhysicalNode;
import java.util.List;

/**
 * Nodes between exchanges, run together in each of the stage's tasks.
 *
 * @param nodes each behind its inputs; exchanges that end in this stage are not among them
 */
record Stage(int number, List<PhysicalNode> nodes, int parallelism) {
    Stage {
        nodes = List.copyOf(nodes);
    }
}
