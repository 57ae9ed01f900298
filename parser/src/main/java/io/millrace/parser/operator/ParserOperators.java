package io.millrace.parser.operator;

import io.millrace.spi.error.MillraceException;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/** Operators of our own syntax. They carry no types: the planner replaces them before validation. */
public final class ParserOperators {
    /** {@code ts AT TIME ZONE 'zone'}: a timestamp as read on the clocks of the zone, and back. */
    public static final SqlOperator AT_TIME_ZONE =
            new SqlBinaryOperator("AT TIME ZONE", SqlKind.OTHER, 80, true, null, null, null);

    /** {@code json -> key}: the member or element, as JSON. Binds as {@code ||} does. */
    public static final SqlOperator JSON_GET = new SqlBinaryOperator("->", SqlKind.OTHER, 60, true, null, null, null);

    /** {@code json ->> key}: the member or element, as text. */
    public static final SqlOperator JSON_GET_TEXT =
            new SqlBinaryOperator("->>", SqlKind.OTHER, 60, true, null, null, null);

    /** {@code x ^ y}, PostgreSQL's power: from the left, and binding more tightly than {@code *}. */
    public static final SqlBinaryOperator POWER = new SqlBinaryOperator("^", SqlKind.OTHER, 64, true, null, null, null);

    /** {@code text ~ pattern}, PostgreSQL's regular expression. */
    public static final SqlOperator MATCHES = matching("~");

    /** {@code text ~* pattern}, without regard to case. */
    public static final SqlOperator MATCHES_ANY_CASE = matching("~*");

    public static final SqlOperator MATCHES_NOT = matching("!~");

    public static final SqlOperator MATCHES_NOT_ANY_CASE = matching("!~*");

    // Bits: PostgreSQL's precedence, between arithmetic and comparison.
    public static final SqlBinaryOperator BIT_AND = matching("&");
    public static final SqlBinaryOperator BIT_OR = matching("|");
    public static final SqlBinaryOperator BIT_XOR = matching("#");
    public static final SqlBinaryOperator SHIFT_LEFT = matching("<<");
    public static final SqlBinaryOperator SHIFT_RIGHT = matching(">>");
    public static final SqlPrefixOperator BIT_NOT = new SqlPrefixOperator("~", SqlKind.OTHER, 80, null, null, null);

    /** {@code json #> '{a,0}'}: what lies at a path, as JSON. */
    public static final SqlOperator JSON_AT = new SqlBinaryOperator("#>", SqlKind.OTHER, 60, true, null, null, null);

    /** {@code json #>> '{a,0}'}, as text. */
    public static final SqlOperator JSON_AT_TEXT =
            new SqlBinaryOperator("#>>", SqlKind.OTHER, 60, true, null, null, null);

    /** {@code SELECT DISTINCT ON (key, …)}: stands as QUALIFY; its operands are the keys. */
    public static final SqlOperator FIRST_OF = new SqlUnresolvedFunction(
            new SqlIdentifier("first_of", SqlParserPos.ZERO),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);

    /** {@code JSON_AGG(x ORDER BY y)}, and JSONB_AGG likewise. */
    public static final SqlOperator JSON_AGG = SqlBasicAggFunction.create(
                    "JSON_AGG", SqlKind.OTHER_FUNCTION, ReturnTypes.ARG0, OperandTypes.ANY)
            .withSyntax(SqlSyntax.ORDERED_FUNCTION);

    /** {@code SAVEPOINT s} as the point in time of {@code FOR SYSTEM_TIME AS OF}; its operand is the name. */
    public static final SqlOperator SAVEPOINT = new SqlPrefixOperator("SAVEPOINT", SqlKind.OTHER, 80, null, null, null);

    /** {@code x::type}: binds as tightly as an infix operator, and becomes an ordinary {@code CAST}. */
    public static final SqlOperator INFIX_CAST = new InfixCast();

    private ParserOperators() {}

    /** What stands as QUALIFY. */
    public static @Nullable SqlNode firstOf(@Nullable SqlNodeList keys, @Nullable SqlNode qualify) {
        if (keys == null) {
            return qualify;
        } else if (qualify != null) {
            throw MillraceException.notSupported("DISTINCT ON beside QUALIFY");
        }
        return FIRST_OF.createCall(keys);
    }

    private static SqlBinaryOperator matching(String sign) {
        return new SqlBinaryOperator(sign, SqlKind.OTHER, 34, true, null, null, null);
    }

    private static final class InfixCast extends SqlBinaryOperator {
        InfixCast() {
            super("::", SqlKind.CAST, 94, true, null, null, null);
        }

        @Override
        public SqlCall createCall(
                @Nullable SqlLiteral functionQualifier, SqlParserPos pos, @Nullable SqlNode... operands) {
            return SqlStdOperatorTable.CAST.createCall(functionQualifier, pos, operands);
        }
    }
}
