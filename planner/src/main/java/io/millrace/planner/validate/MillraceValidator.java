package io.millrace.planner.validate;

import io.millrace.planner.pattern.ExpressionTypes;
import io.millrace.planner.pattern.PatternAnalysis;
import io.millrace.planner.pattern.PatternQuery;
import io.millrace.planner.type.CommonType;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.ParameterScope;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** Calcite's validator with our functions; NULL is larger than any value, as in PostgreSQL. */
final class MillraceValidator extends SqlValidatorImpl {
    private final Map<SqlMatchRecognize, PatternQuery> patterns = new IdentityHashMap<>();
    private final UserFunctions functions;

    MillraceValidator(
            UserFunctions functions,
            SqlValidatorCatalogReader reader,
            RelDataTypeFactory typeFactory,
            SqlConformance conformance) {
        super(
                functions,
                reader,
                typeFactory,
                Config.DEFAULT
                        .withConformance(conformance)
                        .withIdentifierExpansion(true)
                        .withCallRewrite(false)
                        .withTypeCoercionFactory(Coercion::new)
                        .withDefaultNullCollation(NullCollation.HIGH));
        this.functions = functions;
    }

    /** Our own way, for Calcite's knows neither SUBSET in DEFINE nor aggregates that are nested as the standard has them. */
    @Override
    public void validateMatchRecognize(SqlCall call) {
        SqlMatchRecognize match = (SqlMatchRecognize) call;
        RelDataType input = namespace(match.getTableRef()).getRowType();
        PatternQuery query = PatternAnalysis.analyze(match, input, new ColumnExpressions());
        patterns.put(match, query);
        setRowType(namespace(match), query.rowType());
    }

    @Override
    protected void validateHavingClause(SqlSelect select) {
        SqlNode having = select.getHaving();
        if (having != null) {
            SqlValidatorScope scope = getWhereScope(select);
            SqlValidatorScope grouped = getHavingScope(select);
            having.accept(
                    new HavingCoercion(select, call -> deriveType(scope, call), call -> deriveType(grouped, call)));
        }
        super.validateHavingClause(select);
    }

    /**
     * A cast to a nullable type, which Calcite puts around elements of arrays and maps to make their types alike, has that type:
     * otherwise it puts one more around it when it looks again, and does not find the expression of GROUP BY in HAVING.
     */
    @Override
    public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
        if (expression instanceof SqlNodeList values && getValidatedNodeTypeIfKnown(values) == null) {
            return listed(scope, values);
        }
        RelDataType type = super.deriveType(scope, expression);
        boolean toNullable = expression.getKind() == SqlKind.CAST
                && ((SqlCall) expression).operand(1) instanceof SqlDataTypeSpec spec
                && Boolean.TRUE.equals(spec.getNullable());
        if (!toNullable || type.isNullable()) {
            return type;
        }
        RelDataType nullable = typeFactory.createTypeWithNullability(type, true);
        setValidatedNodeType(expression, nullable);
        return nullable;
    }

    /** What a list of IN says of the type of a parameter before it: that of its first value that has one. */
    private RelDataType listed(SqlValidatorScope scope, SqlNodeList values) {
        return values.stream()
                .map(value -> deriveType(scope, value))
                .filter(type -> !type.equals(unknownType))
                .findFirst()
                .orElse(unknownType);
    }

    /** A parameter before {@code IN (SELECT …)} has the type of the query's column. */
    @Override
    protected void inferUnknownTypes(RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
        super.inferUnknownTypes(inferredType, scope, node);
        if (node instanceof SqlCall call
                && (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
                && call.operand(0) instanceof SqlDynamicParam parameter
                && call.operand(1).isA(SqlKind.QUERY)) {
            List<RelDataTypeField> columns = deriveType(scope, call.operand(1)).getFieldList();
            if (columns.size() == 1) {
                RelDataType column = columns.get(0).getType();
                setValidatedNodeType(parameter, typeFactory.createTypeWithNullability(column, true));
            }
        }
    }

    /** A name inside an expression is that of an input column if there is one, as in PostgreSQL; otherwise an alias. */
    @Override
    public SqlNode expandOrderExpr(SqlSelect select, SqlNode orderItem) {
        SqlNode bare = withoutDirection(orderItem);
        if (bare instanceof SqlIdentifier || bare instanceof SqlLiteral || select.getFrom() == null) {
            return super.expandOrderExpr(select, orderItem);
        }
        SqlNode qualified = orderItem.accept(new InputNames(getWhereScope(select)));
        if (qualified == null || qualified.equalsDeep(orderItem, Litmus.IGNORE)) {
            return super.expandOrderExpr(select, orderItem);
        }
        SqlNode expanded = super.expandOrderExpr(select, qualified);
        SqlValidatorScope scope = getOrderScope(select);
        inferUnknownTypes(unknownType, scope, expanded);
        setValidatedNodeType(expanded, deriveType(scope, expanded));
        return expanded;
    }

    /** Calcite derives no types for the ORDER BY of an aggregate that has a FILTER, and fails where it then needs one. */
    @Override
    public void validateAggregateParams(
            SqlCall call,
            @Nullable SqlNode filter,
            @Nullable SqlNodeList distinct,
            @Nullable SqlNodeList order,
            SqlValidatorScope scope) {
        if (order != null) {
            order.forEach(expression -> deriveType(scope, expression));
        }
        super.validateAggregateParams(call, filter, distinct, order, scope);
    }

    @Override
    protected void validateValues(SqlCall values, RelDataType targetRowType, SqlValidatorScope scope) {
        values.getOperandList().forEach(row -> row.accept(new RowsOfValues()));
        super.validateValues(values, targetRowType, scope);
    }

    /** Branches of a set operation whose columns have no common type are refused here, where their places are known. */
    @Override
    protected void validateNamespace(SqlValidatorNamespace namespace, RelDataType targetRowType) {
        super.validateNamespace(namespace, targetRowType);
        if (namespace.getNode() instanceof SqlCall call && SqlKind.SET_QUERY.contains(call.getKind())) {
            requireCommonTypes(call);
        }
    }

    private void requireCommonTypes(SqlCall operation) {
        List<RelDataTypeField> first =
                namespace(operation.operand(0)).getRowType().getFieldList();
        for (int branch = 1; branch < operation.operandCount(); branch++) {
            SqlNode other = operation.operand(branch);
            List<RelDataTypeField> fields = namespace(other).getRowType().getFieldList();
            for (int i = 0; i < Math.min(first.size(), fields.size()); i++) {
                DataType one = Types.of(first.get(i).getType());
                DataType two = Types.of(fields.get(i).getType());
                if (CommonType.of(one, two).isEmpty()) {
                    throw SqlErrors.at(
                            column(other, i).getParserPosition(),
                            SqlState.DATATYPE_MISMATCH,
                            operation.getOperator().getName() + " of " + one.sqlName() + " and " + two.sqlName());
                }
            }
        }
    }

    /** What a branch says of a column, or the branch if it does not say it alone. */
    private static SqlNode column(SqlNode branch, int index) {
        return branch instanceof SqlSelect select
                        && index < select.getSelectList().size()
                        && select.getSelectList().stream()
                                .noneMatch(item -> item instanceof SqlIdentifier name && name.isStar())
                ? select.getSelectList().get(index)
                : branch;
    }

    private static SqlNode withoutDirection(SqlNode item) {
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> withoutDirection(((SqlCall) item).operand(0));
            default -> item;
        };
    }

    /** Puts the relation before the names of input columns. */
    private static final class InputNames extends SqlShuttle {
        private final SqlValidatorScope scope;

        InputNames(SqlValidatorScope scope) {
            this.scope = scope;
        }

        @Override
        public SqlNode visit(SqlIdentifier name) {
            if (!name.isSimple() || name.isStar()) {
                return name;
            }
            try {
                return scope.fullyQualify(name).identifier;
            } catch (CalciteContextException e) {
                return name; // an alias, or what the validator refuses
            }
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            return call.isA(SqlKind.QUERY) ? call : super.visit(call);
        }
    }

    /** What a MATCH_RECOGNIZE that was validated means. */
    PatternQuery pattern(SqlMatchRecognize match) {
        PatternQuery query = patterns.get(match);
        if (query == null) {
            throw new IllegalStateException("not validated: " + match);
        }
        return query;
    }

    private SqlValidatorNamespace namespace(SqlNode node) {
        SqlValidatorNamespace namespace = getNamespace(node);
        if (namespace == null) {
            throw new IllegalStateException("no namespace: " + node);
        }
        return namespace;
    }

    @SuppressWarnings("deprecation") // how Calcite's own validation does it
    private static void setRowType(SqlValidatorNamespace namespace, RelDataType rowType) {
        namespace.setType(rowType);
    }

    /** Expressions over named columns, validated here so that they can be converted with the query. */
    private final class ColumnExpressions implements ExpressionTypes {
        @Override
        public RelDataType typeOf(SqlNode expression, Map<String, RelDataType> columns, boolean condition) {
            ParameterScope scope = new ParameterScope(MillraceValidator.this, columns);
            inferUnknownTypes(
                    condition ? typeFactory.createSqlType(SqlTypeName.BOOLEAN) : unknownType, scope, expression);
            RelDataType type = deriveType(scope, expression);
            expression.validateExpr(MillraceValidator.this, scope);
            if (condition && !SqlTypeUtil.inBooleanFamily(type)) {
                throw SqlErrors.at(
                        expression.getParserPosition(),
                        SqlState.DATATYPE_MISMATCH,
                        "a condition must be BOOLEAN, not " + type.getSqlTypeName());
            }
            return type;
        }

        @Override
        public boolean isFunction(SqlIdentifier name) {
            return makeNullaryCall(name) != null;
        }

        @Override
        public RelDataTypeFactory factory() {
            return typeFactory;
        }
    }

    @Override
    public CalciteException handleUnresolvedFunction(
            SqlCall call,
            SqlOperator unresolved,
            List<RelDataType> argumentTypes,
            @Nullable List<String> argumentNames) {
        String name = unresolved.getName().toLowerCase(Locale.ROOT);
        Collection<String> known = new TreeSet<>(FunctionTable.INSTANCE.functionNames());
        known.addAll(functions.names());
        if (unresolved.getKind() == SqlKind.DEFAULT || !known.contains(name)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.UNDEFINED_FUNCTION,
                    "function " + name + " does not exist" + Nearest.hint(name, known));
        }
        String arguments = argumentTypes.stream()
                .map(type -> type.getSqlTypeName().getName())
                .collect(Collectors.joining(", "));
        throw SqlErrors.at(
                call.getParserPosition(),
                SqlState.UNDEFINED_FUNCTION,
                "function " + name + " does not take the arguments (" + arguments + ")");
    }
}
