package io.millrace.planner.translate;

import io.millrace.parser.GroupsFrame;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.OverFrame.Exclusion;
import io.millrace.plan.node.OverFrame.Kind;
import io.millrace.plan.node.OverFrame.Unit;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.jspecify.annotations.Nullable;

/** The frame of a window function; distances in the units of the sort key. */
final class OverFrames {
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Expressions expressions;
    private final Columns columns;

    OverFrames(Expressions expressions, Columns columns) {
        this.expressions = expressions;
        this.columns = columns;
    }

    OverFrame of(RexOver over, List<SortKey> order) {
        RexWindow window = over.getWindow();
        Exclusion exclusion = exclusion(window.getExclude());
        RexWindowBound lower = window.getLowerBound();
        RexWindowBound upper = window.getUpperBound();
        boolean isWhole = lower.isUnboundedPreceding() && upper.isUnboundedFollowing();
        if (isWhole && exclusion == Exclusion.NO_OTHERS) {
            return OverFrame.PARTITION;
        }
        Unit unit = !window.isRows() ? Unit.RANGE : isGroups(lower) || isGroups(upper) ? Unit.GROUPS : Unit.ROWS;
        if (unit == Unit.GROUPS && order.isEmpty()) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, "a GROUPS frame needs an ORDER BY");
        }
        return new OverFrame(unit, bound(lower, unit, order), bound(upper, unit, order), exclusion);
    }

    private static Exclusion exclusion(RexWindowExclusion exclusion) {
        return switch (exclusion) {
            case EXCLUDE_NO_OTHER -> Exclusion.NO_OTHERS;
            case EXCLUDE_CURRENT_ROW -> Exclusion.CURRENT_ROW;
            case EXCLUDE_GROUP -> Exclusion.GROUP;
            case EXCLUDE_TIES -> Exclusion.TIES;
        };
    }

    private static boolean isGroups(RexWindowBound bound) {
        return bound.getOffset() instanceof RexLiteral literal
                && literal.getValue() instanceof BigDecimal number
                && number.compareTo(BigDecimal.valueOf(GroupsFrame.MARK)) >= 0;
    }

    private Bound bound(RexWindowBound bound, Unit unit, List<SortKey> order) {
        if (bound.isCurrentRow()) {
            return Bound.of(Kind.CURRENT_ROW);
        } else if (bound.isUnbounded()) {
            return Bound.of(bound.isPreceding() ? Kind.UNBOUNDED_PRECEDING : Kind.UNBOUNDED_FOLLOWING);
        }
        Literal offset = constant(bound.getOffset());
        Literal distance =
                switch (unit) {
                    case ROWS -> rows(offset);
                    case GROUPS -> counted(Casts.value(offset).subtract(BigDecimal.valueOf(GroupsFrame.MARK)));
                    case RANGE -> distance(offset, order);
                };
        return new Bound(bound.isPreceding() ? Kind.PRECEDING : Kind.FOLLOWING, distance);
    }

    private Literal constant(@Nullable RexNode offset) {
        if (offset != null
                && RexUtil.isConstant(offset)
                && expressions.translate(offset, List.of()) instanceof Literal literal
                && !literal.holdsNull()) {
            return literal;
        }
        throw MillraceException.notSupported("a frame whose offset is not a constant");
    }

    private static Literal rows(Literal offset) {
        if (!offset.type().kind().isExactNumeric()
                || Casts.value(offset).stripTrailingZeros().scale() > 0) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "the offset of a ROWS frame must be a whole number");
        }
        return counted(Casts.value(offset));
    }

    private static Literal counted(BigDecimal number) {
        if (number.signum() < 0) {
            throw negative();
        }
        return Literal.of(BIGINT, number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    private static MillraceException negative() {
        return new MillraceException(SqlState.INVALID_PARAMETER, "the offset of a frame must not be negative");
    }

    private Literal distance(Literal offset, List<SortKey> order) {
        if (order.size() != 1) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "a RANGE frame with an offset needs exactly one ORDER BY column");
        }
        Expression key = columns.expressions().get(order.get(0).column());
        DataType type = key.type();
        DataType given = offset.type();
        if (type.kind().isApproximateNumeric() && given.kind().isNumeric()) {
            double distance = given.kind().isApproximateNumeric()
                    ? offset.doubleValue()
                    : Casts.value(offset).doubleValue();
            if (!(distance >= 0)) {
                throw negative();
            }
            return Literal.of(DataType.of(TypeKind.DOUBLE), distance);
        } else if (type.kind().isExactNumeric() && given.kind().isExactNumeric() && type.storage() != Storage.WIDE) {
            // Keys are whole multiples of their last digit: what is finer makes no difference.
            BigDecimal units = Casts.value(offset).movePointRight(type.scale()).setScale(0, RoundingMode.FLOOR);
            return counted(units);
        }
        boolean isDay = type.kind() == TypeKind.DATE;
        boolean isTime = isDay || type.kind() == TypeKind.TIMESTAMP;
        if (given.kind() == TypeKind.INTERVAL_YEAR_MONTH && isTime) {
            if (offset.longValue() < 0) {
                throw negative();
            }
            return offset;
        } else if (given.kind() == TypeKind.INTERVAL_DAY_TIME
                && (isTime || type.kind() == TypeKind.TIMESTAMP_TZ || type.kind() == TypeKind.TIME)) {
            long micros = offset.longValue();
            return counted(BigDecimal.valueOf(isDay && micros >= 0 ? micros / MICROS_PER_DAY : micros));
        }
        throw MillraceException.notSupported(
                "a RANGE frame of " + given.sqlName() + " over an ORDER BY column of type " + type.sqlName());
    }
}
