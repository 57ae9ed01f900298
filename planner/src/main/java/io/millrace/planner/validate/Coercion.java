package io.millrace.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/** Calcite's implicit casts, except between BOOLEAN and numbers: to compare those is a mistake. */
final class Coercion extends TypeCoercionImpl {
    Coercion(RelDataTypeFactory typeFactory, SqlValidator validator) {
        super(typeFactory, validator);
    }

    /**
     * Intervals of months are alike whatever their qualifiers, and so are those of time: Calcite's cast between them fails. A
     * NULL takes a type without a cast: it has one already if its neighbours were asked first, so that an expression with a
     * cast would not be found again in GROUP BY.
     */
    @Override
    protected boolean needToCast(
            SqlValidatorScope scope, SqlNode node, RelDataType toType, SqlTypeMappingRule mappingRule) {
        if (SqlUtil.isNullLiteral(node, false)) {
            updateInferredType(node, factory.createTypeWithNullability(toType, true));
            return false;
        }
        RelDataType type = validator.deriveType(scope, node);
        boolean alike = SqlTypeUtil.isInterval(type)
                && SqlTypeUtil.isInterval(toType)
                && isOfMonths(type) == isOfMonths(toType);
        return !alike && super.needToCast(scope, node, toType, mappingRule);
    }

    private static boolean isOfMonths(RelDataType interval) {
        return SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
    }

    @Override
    protected boolean booleanEquality(SqlCallBinding binding, RelDataType left, RelDataType right) {
        return false;
    }

    /** {@code 'a' = ANY (texts)}: a literal is CHAR, the elements are VARCHAR, which Calcite does not take for the same. */
    @Override
    public boolean quantifyOperationCoercion(SqlCallBinding binding) {
        if (super.quantifyOperationCoercion(binding)) {
            return true;
        }
        RelDataType value = binding.getOperandType(0);
        RelDataType element = binding.getOperandType(1).getComponentType();
        if (element == null || !SqlTypeUtil.inCharFamily(value) || !SqlTypeUtil.inCharFamily(element)) {
            return false;
        }
        SqlNode operand = binding.operand(0);
        RelDataType type = factory.createTypeWithNullability(element, value.isNullable());
        SqlNode cast = SqlStdOperatorTable.CAST.createCall(
                operand.getParserPosition(), operand, SqlTypeUtil.convertTypeToSpec(type));
        binding.getCall().setOperand(0, cast);
        updateInferredType(cast, type);
        return true;
    }
}
