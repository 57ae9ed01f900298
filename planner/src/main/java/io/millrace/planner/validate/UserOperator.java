package io.millrace.planner.validate;

import io.millrace.planner.catalog.UserFunction;
import io.millrace.planner.type.Types;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** A {@link UserFunction} in a query. */
public final class UserOperator extends SqlFunction {
    private final UserFunction function;

    UserOperator(UserFunction function) {
        super(
                function.name().name().toUpperCase(Locale.ROOT),
                SqlKind.OTHER_FUNCTION,
                binding -> binding.getTypeFactory()
                        .createTypeWithNullability(Types.toRel(binding.getTypeFactory(), function.result()), true),
                null,
                operands(function.parameters()),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    public UserFunction function() {
        return function;
    }

    @Override
    public boolean isDeterministic() {
        return function.deterministic();
    }

    static SqlOperandTypeChecker operands(List<DataType> types) {
        return types.isEmpty()
                ? OperandTypes.NILADIC
                : OperandTypes.family(types.stream().map(UserOperator::family).toList());
    }

    private static SqlTypeFamily family(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> SqlTypeFamily.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> SqlTypeFamily.NUMERIC;
            case VARCHAR -> SqlTypeFamily.CHARACTER;
            case VARBINARY -> SqlTypeFamily.BINARY;
            case TIME -> SqlTypeFamily.TIME;
            case DATE, TIMESTAMP, TIMESTAMP_TZ -> SqlTypeFamily.DATETIME;
            default -> SqlTypeFamily.ANY;
        };
    }
}
