package io.millrace.planner.rewrite;

import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Whether an expression can be evaluated for any row without an error: only such ones are moved below a join. */
final class FailureFree extends RexVisitorImpl<@Nullable Void> {
    private static final Set<SqlKind> SAFE = EnumSet.of(
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.IS_DISTINCT_FROM,
            SqlKind.IS_NOT_DISTINCT_FROM,
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.IS_TRUE,
            SqlKind.IS_NOT_TRUE,
            SqlKind.IS_FALSE,
            SqlKind.IS_NOT_FALSE,
            SqlKind.IS_UNKNOWN,
            SqlKind.CASE,
            SqlKind.COALESCE,
            SqlKind.NULLIF,
            SqlKind.SEARCH,
            SqlKind.LIKE,
            SqlKind.SAFE_CAST,
            SqlKind.EXTRACT,
            SqlKind.TRIM);

    private static final Set<String> SAFE_FUNCTIONS =
            Set.of("UPPER", "LOWER", "CHAR_LENGTH", "CHARACTER_LENGTH", "REPLACE", "||", "STARTS_WITH");

    private boolean safe = true;

    private FailureFree() {
        super(true);
    }

    static boolean test(RexNode node) {
        FailureFree visitor = new FailureFree();
        node.accept(visitor);
        return visitor.safe;
    }

    @Override
    public @Nullable Void visitCall(RexCall call) {
        safe &= SAFE.contains(call.getKind())
                || SAFE_FUNCTIONS.contains(call.getOperator().getName())
                || isTimeShift(call)
                || isWidening(call);
        return super.visitCall(call);
    }

    /** A time plus or minus a constant interval. */
    private static boolean isTimeShift(RexCall call) {
        return (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS)
                && SqlTypeUtil.isDatetime(call.getType())
                && call.getOperands().get(1) instanceof RexLiteral;
    }

    /** A cast of a whole number to one that holds every value of it, or of anything to text. */
    private static boolean isWidening(RexCall call) {
        if (call.getKind() != SqlKind.CAST) {
            return false;
        }
        RelDataType from = call.getOperands().get(0).getType();
        RelDataType to = call.getType();
        boolean wider = SqlTypeUtil.isIntType(from)
                && SqlTypeUtil.isExactNumeric(to)
                && to.getPrecision() - Math.max(to.getScale(), 0) >= from.getPrecision();
        return wider || to.getSqlTypeName() == SqlTypeName.VARCHAR;
    }
}
