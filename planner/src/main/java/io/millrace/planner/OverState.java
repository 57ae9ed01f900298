package io.millrace.planner;

import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.type.RowType;
import org.jspecify.annotations.Nullable;

/** What window functions keep for ever. */
final class OverState {
    private OverState() {}

    static @Nullable String kept(PhysicalPlan plan, Over over) {
        if (over.timeColumn() < 0) {
            return "Over " + over.id() + " keeps every row";
        }
        RowType input = plan.node(over.input()).rowType();
        if (input.type(over.timeColumn()).nullable()) {
            return "Over " + over.id() + " keeps every row whose " + input.name(over.timeColumn())
                    + " is NULL, as no watermark passes it; NOT NULL, or a condition, bounds that";
        }
        boolean forgetsAll = over.calls().stream().allMatch(OverState::measures);
        return over.partitionKeys().isEmpty() || forgetsAll
                ? null
                : "Over " + over.id() + " keeps the last rows, or what they have come to, of every partition";
    }

    /** Whether a function looks only at rows at a distance in time. */
    private static boolean measures(OverCall call) {
        return call.function().framed() && !call.isTotal() && call.frame().unit() == OverFrame.Unit.RANGE;
    }
}
