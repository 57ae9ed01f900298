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
    private final List<UserFunction> functions;
    private final List<SqlOperator> operators;
    private final Consumer<UserFunction> used;

    /** @param used is told of each function a query calls */
    UserFunctions(Collection<UserFunction> functions, Consumer<UserFunction> used) {
        this.functions = List.copyOf(functions);
        operators = this.functions.stream().map(UserFunctions::operator).toList();
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
        for (int i = 0; i < operators.size(); i++) {
            if (operators.get(i).getName().equalsIgnoreCase(name.getSimple())) {
                found.add(operators.get(i));
                used.accept(functions.get(i));
            }
        }
    }

    private static SqlOperator operator(UserFunction function) {
        return function.kind() == UserFunction.Kind.AGGREGATE
                ? new UserAggregateOperator(function)
                : new UserOperator(function);
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> all = new ArrayList<>(FunctionTable.INSTANCE.getOperatorList());
        all.addAll(operators);
        return all;
    }

    List<String> names() {
        return functions.stream().map(function -> function.name().name()).toList();
    }
}
