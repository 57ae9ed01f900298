package io.millrace.planner.validate;

import io.millrace.parser.operator.IntervalTypeName;
import io.millrace.planner.type.Types;
import io.millrace.spi.type.DataType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Gives a bare {@code ?}, and text that stands for a date or number, the type of what it is assigned to. */
public final class TypedParameters {
    private TypedParameters() {}

    public static SqlNode of(SqlNode value, DataType type) {
        boolean untyped = value instanceof SqlDynamicParam
                || value instanceof SqlCharStringLiteral && !type.kind().isText();
        if (!untyped) {
            return value;
        }
        // Text that is there is no NULL, and Calcite insists that its cast is none either.
        DataType wanted = type.withNullable(value instanceof SqlDynamicParam);
        return SqlStdOperatorTable.CAST.createCall(value.getParserPosition(), value, spec(wanted));
    }

    /** Calcite makes a type of intervals from a qualifier only. */
    private static SqlDataTypeSpec spec(DataType type) {
        RelDataType relType = Types.toRel(new MillraceTypeFactory(), type);
        SqlIntervalQualifier interval = relType.getIntervalQualifier();
        return interval == null
                ? SqlTypeUtil.convertTypeToSpec(relType)
                : IntervalTypeName.spec(interval, SqlParserPos.ZERO).withNullable(type.nullable());
    }
}
