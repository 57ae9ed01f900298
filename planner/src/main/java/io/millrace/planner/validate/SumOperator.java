package io.millrace.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.fun.SqlSumAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;

/** SUM, also of intervals. */
final class SumOperator extends SqlSumAggFunction {
    private static final SqlOperandTypeChecker SUMMED = OperandTypes.NUMERIC.or(OperandTypes.INTERVAL);

    SumOperator() {
        super(new MillraceTypeFactory().createSqlType(SqlTypeName.BIGINT));
    }

    @Override
    public SqlOperandTypeChecker getOperandTypeChecker() {
        return SUMMED;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        RelDataType type = binding.getOperandCount() == 1 ? binding.getOperandType(0) : null;
        boolean interval = type != null && SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName());
        return interval || super.checkOperandTypes(binding, throwOnFailure);
    }
}
