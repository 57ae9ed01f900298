package io.millrace.executor.operator.over;

import io.millrace.executor.operator.ordered.Reach;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.OverFrame.Kind;
import io.millrace.plan.node.OverFrame.Unit;
import io.millrace.plan.node.OverFunction;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the functions of a node look. A row changes with a changed row that it looks at, and to compute it all rows that it
 * looks at are needed: so as many rows are read as functions look back and ahead together.
 */
final class Reaches {
    /** Reading the whole partition is no worse than that. */
    private static final long ROWS_MAX = 1 << 20;

    private long back;
    private long ahead;
    private long distanceBack;
    private long distanceAhead;
    private boolean measures;
    private boolean isUnlimited;

    private Reaches() {}

    /** Null if one of the functions looks at rows however far away. */
    static @Nullable Reach of(Over node, RowType input) {
        Reaches reaches = new Reaches();
        node.calls().forEach(call -> reaches.add(call, node.order(), input));
        long rows = reaches.back + reaches.ahead;
        if (reaches.isUnlimited || rows > ROWS_MAX) {
            return null;
        }
        long distance = reaches.distanceBack + reaches.distanceAhead;
        return new Reach(rows, reaches.measures ? (distance < 0 ? Long.MAX_VALUE : distance) : -1);
    }

    private void add(OverCall call, List<SortKey> order, RowType input) {
        switch (call.function()) {
            case LAG, LEAD -> {
                isUnlimited |= call.ignoresNulls() && call.number() > 0 || call.number() > ROWS_MAX;
                boolean leads = call.function() == OverFunction.LEAD;
                ahead = Math.max(ahead, leads ? call.number() : 0);
                back = Math.max(back, leads ? 0 : call.number());
            }
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> isUnlimited = true;
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX -> {
                add(call.frame().start(), call.frame().unit(), order, input);
                add(call.frame().end(), call.frame().unit(), order, input);
            }
        }
    }

    private void add(Bound bound, Unit unit, List<SortKey> order, RowType input) {
        Literal offset = bound.offset();
        long amount = offset == null ? 0 : wholeOffset(offset);
        isUnlimited |=
                bound.kind() == Kind.UNBOUNDED_PRECEDING || bound.kind() == Kind.UNBOUNDED_FOLLOWING || amount < 0;
        boolean isBack = bound.kind() == Kind.PRECEDING;
        if (unit == Unit.ROWS) {
            isUnlimited |= amount > ROWS_MAX;
            back = Math.max(back, isBack ? amount : 0);
            ahead = Math.max(ahead, isBack ? 0 : amount);
            return;
        }
        isUnlimited |= order.size() != 1 || !isWhole(input.type(order.get(0).column()));
        measures = true;
        distanceBack = Math.max(distanceBack, isBack ? amount : 0);
        distanceAhead = Math.max(distanceAhead, isBack ? 0 : amount);
    }

    /** −1 for what is no whole number of units. */
    private static long wholeOffset(Literal offset) {
        return offset.type().kind() == TypeKind.BIGINT ? offset.longValue() : -1;
    }

    private static boolean isWhole(DataType type) {
        return type.storage() == Storage.INT || type.storage() == Storage.LONG;
    }
}
