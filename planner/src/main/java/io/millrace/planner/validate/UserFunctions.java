package io.millrace.planner.validate;

import io.millrace.planner.catalog.UserFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The functions of the catalog, behind those that are built in. Names are looked up without regard to case. */
final class UserFunctions implements SqlOperatorTable {
    private final List<UserOperator> operators;
    private final Consumer<UserFunction> used;

    /** @param used is told of each function a query calls */
    UserFunctions(Collection<UserFunction> functions, Consumer<UserFunction> used) {
        operators = functions.stream().map(UserOperator::new).toList();
        this.used = used;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        FunctionTable.INSTANCE.lookupOperatorOverloads(name, category, syntax, found, matcher);
        if (syntax != SqlSyntax.FUNCTION || !name.isSimple()) {
            return;
        }
        for (UserOperator operator : operators) {
            if (operator.getName().equalsIgnoreCase(name.getSimple())) {
                found.add(operator);
                used.accept(operator.function());
            }
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> all = new ArrayList<>(FunctionTable.INSTANCE.getOperatorList());
        all.addAll(operators);
        return all;
    }

    List<String> names() {
        return operators.stream()
                .map(operator -> operator.function().name().name())
                .toList();
    }
}
