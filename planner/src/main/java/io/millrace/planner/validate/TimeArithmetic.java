package io.millrace.planner.validate;

import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** + and − as Calcite has them, and as PostgreSQL: a time minus a time, a date plus or minus days. */
final class TimeArithmetic {
    private static final int PRECEDENCE = 40;

    private static final SqlOperandTypeChecker DATE_AND_DAYS =
            OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.INTEGER);
    private static final SqlOperandTypeChecker TIMES =
            OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME);

    private static final SqlOperator PLUS = operator(SqlStdOperatorTable.PLUS, SqlKind.PLUS, DATE_AND_DAYS);
    private static final SqlOperator MINUS =
            operator(SqlStdOperatorTable.MINUS, SqlKind.MINUS, OperandTypes.or(TIMES, DATE_AND_DAYS));

    /** They stand for Calcite's own of the same name. */
    static final List<SqlOperator> OPERATORS = List.of(PLUS, MINUS);

    private TimeArithmetic() {}

    private static SqlOperator operator(SqlOperator standard, SqlKind kind, SqlOperandTypeChecker also) {
        SqlOperandTypeChecker operands = standard.getOperandTypeChecker();
        SqlReturnTypeInference returnType = standard.getReturnTypeInference();
        if (operands == null || returnType == null) {
            throw new IllegalStateException("no types for " + standard);
        }
        return new SqlBinaryOperator(
                standard.getName(),
                kind,
                PRECEDENCE,
                true,
                binding -> {
                    RelDataType ours = timeType(binding, kind);
                    return ours != null ? ours : returnType.inferReturnType(binding);
                },
                InferTypes.FIRST_KNOWN,
                OperandTypes.or(operands, also));
    }

    private static @Nullable RelDataType timeType(SqlOperatorBinding binding, SqlKind kind) {
        RelDataTypeFactory factory = binding.getTypeFactory();
        RelDataType left = binding.getOperandType(0);
        RelDataType right = binding.getOperandType(1);
        boolean nullable = left.isNullable() || right.isNullable();
        boolean date = left.getSqlTypeName() == SqlTypeName.DATE;
        if (date && SqlTypeUtil.isIntType(right)) {
            return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DATE), nullable);
        } else if (kind == SqlKind.MINUS && SqlTypeUtil.isDatetime(left) && SqlTypeUtil.isDatetime(right)) {
            RelDataType type = date && right.getSqlTypeName() == SqlTypeName.DATE
                    ? factory.createSqlType(SqlTypeName.INTEGER)
                    : factory.createSqlIntervalType(
                            new SqlIntervalQualifier(TimeUnit.DAY, 9, TimeUnit.SECOND, 6, SqlParserPos.ZERO));
            return factory.createTypeWithNullability(type, nullable);
        }
        return null;
    }
}
