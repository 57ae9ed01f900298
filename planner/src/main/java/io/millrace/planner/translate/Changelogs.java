package io.millrace.planner.translate;

import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import java.util.List;

/** Why a node's output is append-only or not. */
final class Changelogs {
    private static final String INPUT_DELETES = "input deletes: ";
    private static final Changelog INPUT_NEVER_DELETES = Changelog.appendOnly("input never deletes");

    private Changelogs() {}

    /** Of a node that takes a row back only when its input does. */
    static Changelog passedOn(PhysicalNode input) {
        return passedOn(List.of(input));
    }

    static Changelog passedOn(List<PhysicalNode> inputs) {
        for (PhysicalNode input : inputs) {
            if (!input.changelog().appendOnly()) {
                String reason = input.changelog().reason();
                return Changelog.updating(reason.startsWith(INPUT_DELETES) ? reason : INPUT_DELETES + reason);
            }
        }
        return INPUT_NEVER_DELETES;
    }

    /** Of a temporal join: a row waits for its time, and is given once that is past; one without a time is given at once. */
    static Changelog temporal(PhysicalNode left, Join.Kind kind, EventTimeColumn leftTime) {
        boolean givesTimeless =
                kind == Join.Kind.LEFT && left.rowType().type(leftTime.column()).nullable();
        return givesTimeless && !left.changelog().appendOnly()
                ? passedOn(left)
                : Changelog.appendOnly("each row is given once");
    }
}
