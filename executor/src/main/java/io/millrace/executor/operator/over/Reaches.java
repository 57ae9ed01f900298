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

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MONTH_DAYS_MAX = 31;

    private long back;
    private long ahead;
    private long distanceBack;
    private long distanceAhead;
    private long groupsBack;
    private long groupsAhead;
    private boolean measures;
    private boolean isUnlimited;

    private Reaches() {}

    /**
     * Null if one of the functions looks at rows however far away, or if some go by rows and others by distance: those that change
     * by one measure may look further by the other.
     */
    static @Nullable Reach of(Over node, RowType input) {
        Reaches reaches = new Reaches();
        node.calls().forEach(call -> reaches.add(call, node.order(), input));
        long rows = sum(reaches.back, reaches.ahead);
        boolean groups = reaches.groupsBack > 0 || reaches.groupsAhead > 0;
        if (reaches.isUnlimited || groups || rows > ROWS_MAX || reaches.measures && rows > 0) {
            return null;
        }
        return new Reach(rows, reaches.measures ? sum(reaches.distanceBack, reaches.distanceAhead) : -1);
    }

    /**
     * What the functions of a node look at beside what they have come to before: ranks, and totals of all rows so far. Null if one
     * of them looks at rows however far away, or too many.
     */
    static @Nullable Look ofRunning(Over node, RowType input) {
        if (node.order().isEmpty() || node.calls().stream().anyMatch(OverCall::isUnlimited)) {
            return null;
        }
        Reaches reaches = new Reaches();
        for (OverCall call : node.calls()) {
            reaches.addBesideTotal(call, node.order(), input);
        }
        boolean isTooFar = node.timeColumn() < 0 && sum(reaches.back, reaches.ahead) > ROWS_MAX;
        if (reaches.isUnlimited || isTooFar) {
            return null;
        }
        Reach back = new Reach(reaches.back, reaches.measures ? reaches.distanceBack : -1);
        Reach ahead = new Reach(reaches.ahead, reaches.measures ? reaches.distanceAhead : -1);
        return new Look(
                back,
                ahead,
                reaches.groupsBack,
                reaches.groupsAhead,
                node.order().get(0));
    }

    private void addBesideTotal(OverCall call, List<SortKey> order, RowType input) {
        switch (call.function()) {
            case LAG, LEAD -> add(call);
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> {}
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX, AGGREGATE -> {
                addUnlessTie(call.frame().start(), call.frame().unit(), order, input);
                addUnlessTie(call.frame().end(), call.frame().unit(), order, input);
            }
        }
    }

    /** Rows that tie are read together in any case, and those so far are known. */
    private void addUnlessTie(Bound bound, Unit unit, List<SortKey> order, RowType input) {
        if (bound.kind() != Kind.CURRENT_ROW && bound.kind() != Kind.UNBOUNDED_PRECEDING) {
            add(bound, unit, order, input);
        }
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void add(OverCall lagOrLead) {
        boolean leads = lagOrLead.function() == OverFunction.LEAD;
        ahead = Math.max(ahead, leads ? lagOrLead.number() : 0);
        back = Math.max(back, leads ? 0 : lagOrLead.number());
    }

    private void add(OverCall call, List<SortKey> order, RowType input) {
        switch (call.function()) {
            case LAG, LEAD -> {
                isUnlimited |= call.isUnlimited();
                add(call);
            }
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> isUnlimited = true;
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX -> {
                add(call.frame().start(), call.frame().unit(), order, input);
                add(call.frame().end(), call.frame().unit(), order, input);
            }
            case AGGREGATE -> {
                isUnlimited |= call.isUnlimited();
                add(call.frame().start(), call.frame().unit(), order, input);
                add(call.frame().end(), call.frame().unit(), order, input);
            }
        }
    }

    private void add(Bound bound, Unit unit, List<SortKey> order, RowType input) {
        Literal offset = bound.offset();
        isUnlimited |= bound.kind() == Kind.UNBOUNDED_PRECEDING || bound.kind() == Kind.UNBOUNDED_FOLLOWING;
        boolean isBack = bound.kind() == Kind.PRECEDING;
        if (unit == Unit.ROWS) {
            long amount = offset == null ? 0 : offset.longValue();
            back = Math.max(back, isBack ? amount : 0);
            ahead = Math.max(ahead, isBack ? 0 : amount);
            return;
        }
        if (unit == Unit.GROUPS) {
            // Those that tie are read together, as for a RANGE without an offset.
            long amount = offset == null ? 0 : offset.longValue();
            groupsBack = Math.max(groupsBack, isBack ? amount : 0);
            groupsAhead = Math.max(groupsAhead, isBack ? 0 : amount);
            isUnlimited |= offset == null;
            return;
        }
        DataType key = input.type(order.get(0).column());
        long amount = offset == null ? 0 : wholeOffset(offset, key);
        isUnlimited |= order.size() != 1 || !isWhole(key) || amount < 0;
        measures = true;
        distanceBack = Math.max(distanceBack, isBack ? amount : 0);
        distanceAhead = Math.max(distanceAhead, isBack ? 0 : amount);
    }

    /** In units of the key, at least; −1 for what is no whole number of them. */
    private static long wholeOffset(Literal offset, DataType key) {
        return switch (offset.type().kind()) {
            case BIGINT -> offset.longValue();
            case INTERVAL_YEAR_MONTH -> {
                long unit = key.kind() == TypeKind.DATE ? 1 : MICROS_PER_DAY;
                long months = offset.longValue();
                yield months > Long.MAX_VALUE / (unit * MONTH_DAYS_MAX)
                        ? Long.MAX_VALUE
                        : months * unit * MONTH_DAYS_MAX;
            }
            default -> -1;
        };
    }

    private static boolean isWhole(DataType type) {
        return type.storage() == Storage.INT || type.storage() == Storage.LONG;
    }
}
