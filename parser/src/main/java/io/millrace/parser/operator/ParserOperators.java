package io.millrace.parser.operator;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;

/** Operators of our own syntax. They carry no types: the planner replaces them before validation. */
public final class ParserOperators {
    /** {@code ts AT TIME ZONE 'zone'}: a timestamp as read on the clocks of the zone, and back. */
    public static final SqlOperator AT_TIME_ZONE =
            new SqlBinaryOperator("AT TIME ZONE", SqlKind.OTHER, 80, true, null, null, null);

    /** {@code SAVEPOINT s} as the point in time of {@code FOR SYSTEM_TIME AS OF}; its operand is the name. */
    public static final SqlOperator SAVEPOINT = new SqlPrefixOperator("SAVEPOINT", SqlKind.OTHER, 80, null, null, null);

    private ParserOperators() {}
}
