package io.millrace.parser;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Frames that count groups of rows that tie, which Calcite does not know: one of ROWS whose offsets are that many and {@link
 * #MARK}, more than there are rows. Without an offset it is what RANGE means.
 */
public final class GroupsFrame {
    /** Added to an offset that counts groups. */
    public static final long MARK = 1L << 62;

    private GroupsFrame() {}

    /** What stands in the place of ROWS or RANGE. */
    public static SqlLiteral unit(boolean groups, SqlLiteral isRows, SqlNode lower, @Nullable SqlNode upper) {
        return groups
                ? SqlLiteral.createBoolean(hasOffset(lower) || hasOffset(upper), isRows.getParserPosition())
                : isRows;
    }

    private static boolean hasOffset(@Nullable SqlNode bound) {
        return bound != null && (bound.getKind() == SqlKind.PRECEDING || bound.getKind() == SqlKind.FOLLOWING);
    }

    /**
     * An end of the frame.
     *
     * @throws MillraceException if it is as many groups as no whole number says
     */
    public static @Nullable SqlNode bound(boolean groups, @Nullable SqlNode bound) {
        if (!groups || !hasOffset(bound) || !(bound instanceof SqlCall call)) {
            return bound;
        }
        SqlNode offset = call.operand(0);
        SqlParserPos position = offset.getParserPosition();
        BigDecimal count = offset instanceof SqlNumericLiteral number ? number.bigDecimalValue() : null;
        if (count == null || count.stripTrailingZeros().scale() > 0 || count.signum() < 0) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "the offset of a GROUPS frame must be a whole number, written as one, at line "
                            + position.getLineNum() + ", column " + position.getColumnNum());
        }
        BigDecimal marked = count.min(BigDecimal.valueOf(Integer.MAX_VALUE)).add(BigDecimal.valueOf(MARK));
        SqlNode literal = SqlLiteral.createExactNumeric(marked.toPlainString(), position);
        return bound.getKind() == SqlKind.PRECEDING
                ? SqlWindow.createPreceding(literal, bound.getParserPosition())
                : SqlWindow.createFollowing(literal, bound.getParserPosition());
    }
}
