package io.millrace.planner.pattern;

import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** What a validator knows of expressions over columns. */
public interface ExpressionTypes {
    /**
     * Validates an expression.
     *
     * @param columns types of its columns, by name
     * @param condition whether it must be BOOLEAN
     */
    RelDataType typeOf(SqlNode expression, Map<String, RelDataType> columns, boolean condition);

    /** Whether a name alone is the call of a function (CURRENT_DATE). */
    boolean isFunction(SqlIdentifier name);

    RelDataTypeFactory factory();
}
