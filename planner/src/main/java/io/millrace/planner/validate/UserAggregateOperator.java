package io.millrace.planner.validate;

import io.millrace.planner.catalog.UserFunction;
import io.millrace.planner.type.Types;
import java.util.Locale;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Optionality;

/** A {@link UserFunction} that is an aggregate, in a query. */
public final class UserAggregateOperator extends SqlAggFunction {
    private final UserFunction function;

    UserAggregateOperator(UserFunction function) {
        super(
                function.name().name().toUpperCase(Locale.ROOT),
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> binding.getTypeFactory()
                        .createTypeWithNullability(Types.toRel(binding.getTypeFactory(), function.result()), true),
                null,
                UserOperator.operands(function.parameters()),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.function = function;
    }

    public UserFunction function() {
        return function;
    }
}
