package io.millrace.planner.validate;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlMonotonicity;

/** A function called without parentheses, like CURRENT_DATE; a precision in parentheses is accepted. */
final class NiladicFunction extends SqlFunction {
    NiladicFunction(String name, SqlReturnTypeInference returnType) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                returnType,
                null,
                OperandTypes.NILADIC.or(OperandTypes.POSITIVE_INTEGER_LITERAL),
                SqlFunctionCategory.TIMEDATE);
    }

    @Override
    public SqlSyntax getSyntax() {
        return SqlSyntax.FUNCTION_ID;
    }

    @Override
    public SqlMonotonicity getMonotonicity(SqlOperatorBinding call) {
        return SqlMonotonicity.INCREASING;
    }

    @Override
    public boolean isDynamicFunction() {
        return true;
    }
}
