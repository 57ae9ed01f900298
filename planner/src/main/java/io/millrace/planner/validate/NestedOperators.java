package io.millrace.planner.validate;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlSingleOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of arrays and maps, after PostgreSQL where it has them. */
final class NestedOperators {
    private static final SqlSingleOperandTypeChecker ARRAY = OperandTypes.family(SqlTypeFamily.ARRAY);
    private static final SqlOperandTypeChecker MAP = OperandTypes.family(SqlTypeFamily.MAP);
    private static final SqlOperandTypeChecker ARRAY_AND_ELEMENT =
            OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.ANY);

    static final List<SqlOperator> ALL = List.of(
            function("ARRAY_APPEND", NestedOperators::widened, ARRAY_AND_ELEMENT),
            function(
                    "ARRAY_PREPEND",
                    NestedOperators::widened,
                    OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.ARRAY)),
            function(
                    "ARRAY_CAT",
                    NestedOperators::concatenated,
                    OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.ARRAY)),
            function(
                    "ARRAY_CONCAT",
                    NestedOperators::concatenated,
                    OperandTypes.repeat(SqlOperandCountRanges.from(1), ARRAY)),
            function(
                    "ARRAY_CONTAINS", ReturnTypes.BOOLEAN.andThen(SqlTypeTransforms.FORCE_NULLABLE), ARRAY_AND_ELEMENT),
            function(
                    "ARRAY_POSITION", ReturnTypes.INTEGER.andThen(SqlTypeTransforms.FORCE_NULLABLE), ARRAY_AND_ELEMENT),
            function("ARRAY_REMOVE", NestedOperators::widened, ARRAY_AND_ELEMENT),
            function("ARRAY_DISTINCT", ReturnTypes.ARG0, ARRAY),
            function("ARRAY_REVERSE", ReturnTypes.ARG0, ARRAY),
            function("ARRAY_SORT", ReturnTypes.ARG0, ARRAY),
            function(
                    "ARRAY_SLICE",
                    ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)),
            function(
                    "ARRAY_LENGTH",
                    ReturnTypes.INTEGER.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    OperandTypes.family(List.of(SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER), index -> index == 1)),
            function(
                    "ARRAY_TO_STRING",
                    ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE),
                    OperandTypes.family(
                            List.of(SqlTypeFamily.ARRAY, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER),
                            index -> index == 2)),
            function(
                    "STRING_TO_ARRAY",
                    binding -> nullable(
                            binding,
                            binding.getTypeFactory()
                                    .createArrayType(binding.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), -1)),
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)),
            function(
                    "GENERATE_SERIES",
                    NestedOperators::series,
                    OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)
                            .or(OperandTypes.family(
                                    SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER))
                            .or(OperandTypes.family(
                                    SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME_INTERVAL))),
            function("MAP_KEYS", binding -> children(binding, true), MAP),
            function("MAP_VALUES", binding -> children(binding, false), MAP));

    private NestedOperators() {}

    private static SqlOperator function(
            String name, SqlReturnTypeInference returnType, SqlOperandTypeChecker operands) {
        return SqlBasicFunction.create(name, returnType, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
        boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(type, nullable);
    }

    private static RelDataType series(SqlOperatorBinding binding) {
        RelDataTypeFactory factory = binding.getTypeFactory();
        boolean numbers = SqlTypeUtil.isExactNumeric(binding.getOperandType(0));
        RelDataType element =
                numbers ? factory.createSqlType(SqlTypeName.BIGINT) : factory.createSqlType(SqlTypeName.TIMESTAMP, 6);
        return nullable(binding, factory.createArrayType(element, -1));
    }

    /** An array beside an element: of their common type. */
    private static RelDataType widened(SqlOperatorBinding binding) {
        RelDataType first = binding.getOperandType(0);
        RelDataType second = binding.getOperandType(1);
        boolean arrayFirst = !binding.getOperator().getName().equals("ARRAY_PREPEND");
        RelDataType array = arrayFirst ? first : second;
        RelDataType element = arrayFirst ? second : first;
        RelDataTypeFactory factory = binding.getTypeFactory();
        RelDataType component = array.getComponentType();
        RelDataType common = component == null ? null : factory.leastRestrictive(List.of(component, element));
        if (common == null) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    binding.getOperator().getName().toLowerCase(Locale.ROOT) + ": an array of " + component
                            + " and a value of type " + element + " do not go together");
        }
        boolean removes = binding.getOperator().getName().equals("ARRAY_REMOVE");
        return factory.createTypeWithNullability(factory.createArrayType(common, -1), removes && array.isNullable());
    }

    private static RelDataType concatenated(SqlOperatorBinding binding) {
        RelDataType common = binding.getTypeFactory().leastRestrictive(binding.collectOperandTypes());
        if (common == null) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH, "arrays of " + binding.collectOperandTypes() + " do not go together");
        }
        boolean nullable = binding.collectOperandTypes().stream().allMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(common, nullable);
    }

    private static RelDataType children(SqlOperatorBinding binding, boolean keys) {
        RelDataType map = binding.getOperandType(0);
        RelDataType child = keys ? map.getKeyType() : map.getValueType();
        if (child == null) {
            throw MillraceException.internal(map + " is no map");
        }
        return nullable(binding, binding.getTypeFactory().createArrayType(child, -1));
    }
}
