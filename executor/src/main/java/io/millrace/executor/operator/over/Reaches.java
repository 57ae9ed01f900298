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

    private static final RowType NO_COLUMNS = new RowType(List.of());

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

    /**
     * Rows that the functions of a node look back and ahead, together, beside what they have come to before: ranks, and
     * aggregates of all rows so far. −1 if one of them looks further, or by a distance.
     */
    static long ofRunning(Over node) {
        Reaches reaches = new Reaches();
        boolean isRunning = !node.order().isEmpty();
        for (OverCall call : node.calls()) {
            isRunning &= switch (call.function()) {
                case ROW_NUMBER, RANK, DENSE_RANK -> true;
                case LAG, LEAD -> reaches.addRows(call);
                case COUNT, SUM, AVG, MIN, MAX -> call.frame().isRunning() || reaches.addRows(call);
                case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> reaches.addRows(call);
                case PERCENT_RANK, CUME_DIST, NTILE -> false;
            };
        }
        return isRunning && reaches.back + reaches.ahead <= ROWS_MAX ? reaches.back + reaches.ahead : -1;
    }

    /** Adds the rows a call looks at; false if it is not by rows, or there is no limit. */
    private boolean addRows(OverCall call) {
        boolean isFramed = call.function().framed();
        if (isFramed && call.frame().unit() != Unit.ROWS) {
            return false;
        }
        add(call, List.of(), NO_COLUMNS);
        return !isUnlimited;
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
