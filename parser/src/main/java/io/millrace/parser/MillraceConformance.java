package io.millrace.parser;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** What of SQL's dialects we take: all that Calcite calls lenient, but no columns made up in the FROM clause. */
public final class MillraceConformance extends SqlDelegatingConformance {
    public static final SqlConformance INSTANCE = new MillraceConformance();

    private MillraceConformance() {
        super(SqlConformanceEnum.LENIENT);
    }

    @Override
    public boolean allowExtend() {
        return false;
    }

    /** {@code x:field} would be read in {@code a ? b : c}-like mistakes and clashes with {@code x::type}. */
    @Override
    public boolean isColonFieldAccessAllowed() {
        return false;
    }
}
