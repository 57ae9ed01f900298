package io.millrace.planner.validate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** Every operator and function a query may use. Names are looked up without regard to case. */
final class FunctionTable implements SqlOperatorTable {
    static final FunctionTable INSTANCE = new FunctionTable();

    private static final SqlNameMatcher ANY_CASE = SqlNameMatchers.withCaseSensitive(false);

    /** Names that the grammar alone may use. */
    private static final Set<String> INTERNAL = Set.of(
            "JSON_ARRAYAGG_ABSENT_ON_NULL",
            "JSON_ARRAYAGG_NULL_ON_NULL",
            "JSON_OBJECTAGG_ABSENT_ON_NULL",
            "JSON_OBJECTAGG_NULL_ON_NULL");

    /** What Calcite knows and no query can use; they are refused by name. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "array_concat_agg",
            "collect",
            "convert",
            "current_path",
            "current_role",
            "current_user",
            "element",
            "fusion",
            "group_id",
            "hop_end",
            "hop_start",
            "intersection",
            "json_arrayagg_absent_on_null",
            "json_insert",
            "json_objectagg_null_on_null",
            "json_remove",
            "json_replace",
            "json_set",
            "session_end",
            "session_start",
            "session_user",
            "single_value",
            "system_user",
            "translate3",
            "tumble_end",
            "tumble_start",
            "user");

    private final SqlOperatorTable ours = SqlOperatorTables.of(own());
    private final SqlOperatorTable arithmetic = SqlOperatorTables.of(TimeArithmetic.OPERATORS);
    private final SqlOperatorTable theirs =
            SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL);
    private final Set<String> ourNames =
            own().stream().map(SqlOperator::getName).collect(Collectors.toSet());

    private FunctionTable() {}

    private static List<SqlOperator> own() {
        List<SqlOperator> own = new ArrayList<>(MillraceOperators.all());
        own.addAll(WindowFunction.ALL);
        own.addAll(AggregateOperators.all());
        own.addAll(JsonOperators.ALL);
        own.addAll(JsonOperators.AGGREGATES);
        return own;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher ignored) {
        if (name.isSimple() && INTERNAL.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
            return;
        }
        if (syntax == SqlSyntax.BINARY) {
            int before = found.size();
            arithmetic.lookupOperatorOverloads(name, category, syntax, found, ANY_CASE);
            if (found.size() > before) {
                return;
            }
        }
        if (name.isSimple() && ourNames.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
            ours.lookupOperatorOverloads(name, category, syntax, found, ANY_CASE);
        } else {
            theirs.lookupOperatorOverloads(name, category, syntax, found, ANY_CASE);
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> all = new ArrayList<>(ours.getOperatorList());
        all.addAll(theirs.getOperatorList());
        return all;
    }

    /** Names of the functions that work, in lower case. */
    Collection<String> supportedNames() {
        Collection<String> names = functionNames();
        names.removeAll(UNSUPPORTED);
        return names;
    }

    /** Names of functions in lower case, those that are refused too. */
    Collection<String> functionNames() {
        Set<String> names = new TreeSet<>();
        for (SqlOperator operator : getOperatorList()) {
            if (operator instanceof SqlFunction && !operator.getName().startsWith("$")) {
                names.add(operator.getName().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
