package io.millrace.planner.pattern;

import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of DEFINE and MEASURES: every column, navigation and aggregate in them becomes a navigated column, so that what
 * is left is an ordinary expression over those.
 *
 * <p>{@code PREV(A.price * 2)} becomes {@code CASE WHEN exists THEN price * 2 END} of the row navigated to: nothing is
 * computed of a row that is not there.
 */
final class PatternExpressions {
    private static final List<String> AGGREGATES = List.of("COUNT", "SUM", "AVG", "MIN", "MAX");

    private final RelDataType input;
    private final PatternVariables variables;
    private final ExpressionTypes types;
    private final List<SqlNode> arguments = new ArrayList<>();
    private final Map<String, RelDataType> inputTypes = new LinkedHashMap<>();

    PatternExpressions(RelDataType input, PatternVariables variables, ExpressionTypes types) {
        this.input = input;
        this.variables = variables;
        this.types = types;
        for (RelDataTypeField field : input.getFieldList()) {
            inputTypes.put(NavigatedColumns.name(field.getIndex()), field.getType());
        }
    }

    /** Arguments of aggregates so far, over {@link #inputTypes}. */
    List<SqlNode> arguments() {
        return arguments;
    }

    Map<String, RelDataType> inputTypes() {
        return inputTypes;
    }

    /** The condition of a variable; the row at hand has it. */
    SqlNode condition(SqlNode node, int variable, NavigatedColumns columns) {
        return new Reader(columns, variable, false, false).read(node);
    }

    /**
     * A measure.
     *
     * @param mayBeFinal whether each row of a match comes out, so that RUNNING and FINAL differ
     */
    SqlNode measure(SqlNode node, boolean mayBeFinal, NavigatedColumns columns) {
        return new Reader(columns, -1, true, mayBeFinal).read(node);
    }

    int column(SqlIdentifier identifier) {
        String name = identifier.names.get(identifier.names.size() - 1);
        RelDataTypeField field = input.getField(name, true, false);
        if (field == null) {
            throw PatternErrors.at(
                    identifier,
                    SqlState.UNDEFINED_COLUMN,
                    "column " + name + " does not exist" + Nearest.hint(name, input.getFieldNames()));
        }
        return field.getIndex();
    }

    RelDataType nullable(RelDataType type) {
        return types.factory().createTypeWithNullability(type, true);
    }

    private static boolean isQuery(SqlNode node) {
        return node.isA(SqlKind.QUERY);
    }

    /** Reads one expression. */
    private final class Reader {
        private final NavigatedColumns columns;
        /** The variable that is being defined, −1 in a measure. */
        private final int defined;

        private final boolean measure;
        private final boolean mayBeFinal;

        Reader(NavigatedColumns columns, int defined, boolean measure, boolean mayBeFinal) {
            this.columns = columns;
            this.defined = defined;
            this.measure = measure;
            this.mayBeFinal = mayBeFinal;
        }

        SqlNode read(SqlNode node) {
            return read(node, null);
        }

        /** @param way the navigation that the node stands in, null if in none */
        private SqlNode read(SqlNode node, @Nullable Way way) {
            if (node instanceof SqlIdentifier identifier) {
                return column(identifier, way);
            } else if (node instanceof SqlCall call) {
                return call(call, way);
            } else if (node instanceof SqlNodeList list) {
                SqlNodeList copy = new SqlNodeList(list.getParserPosition());
                for (SqlNode item : list) {
                    copy.add(item == null ? null : read(item, way));
                }
                return copy;
            }
            return node;
        }

        private SqlNode column(SqlIdentifier identifier, @Nullable Way way) {
            if (identifier.isStar()) {
                throw PatternErrors.syntax(identifier, "* can stand only in COUNT");
            } else if (identifier.isSimple()
                    && input.getField(identifier.getSimple(), true, false) == null
                    && types.isFunction(identifier)) {
                return identifier;
            }
            List<Integer> of = variablesOf(identifier);
            int index = PatternExpressions.this.column(identifier);
            RelDataType type = input.getFieldList().get(index).getType();
            Way taken = way == null ? new Way(false, 0, 0, false) : way;
            taken.use(identifier, of);
            RowNavigation navigation = navigation(of, taken);
            if (navigation.equals(RowNavigation.CURRENT) && !measure) {
                return columns.add(
                        new NavigatedColumn.OfRow(index, Types.of(type)), type, identifier.getParserPosition());
            }
            return columns.add(
                    new NavigatedColumn.OfNavigation(
                            navigation, index, Types.of(type).withNullable(true)),
                    nullable(type),
                    identifier.getParserPosition());
        }

        private List<Integer> variablesOf(SqlIdentifier identifier) {
            if (identifier.isSimple()) {
                return List.of();
            } else if (identifier.names.size() > 2) {
                throw PatternErrors.syntax(identifier, "a pattern variable and a column are expected");
            }
            return variables.of(identifier, identifier.names.get(0));
        }

        /** The last row so far that the variable being defined may have is the row at hand. */
        private RowNavigation navigation(List<Integer> of, Way way) {
            boolean last = !way.fromFirst && way.offset == 0;
            boolean here = last && !way.whole && !measure && (of.isEmpty() || of.contains(defined));
            return new RowNavigation(
                    here ? List.of() : of, way.fromFirst, way.offset, way.shift, way.whole && mayBeFinal);
        }

        private SqlNode call(SqlCall call, @Nullable Way way) {
            String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
            if (isQuery(call)) {
                throw PatternErrors.notSupported(call, "a sub-query");
            } else if (AGGREGATES.contains(name)) {
                return aggregate(call, name, way, false);
            }
            return switch (call.getKind()) {
                case RUNNING, FINAL -> runningOrFinal(call, way);
                case FIRST, LAST -> logical(call, way, way != null && way.whole);
                case PREV, NEXT -> physical(call, way);
                case CLASSIFIER ->
                    call.operandCount() == 0 ? classifier(call, List.of(), way) : classifierOf(call, way);
                case MATCH_NUMBER ->
                    columns.add(
                            new NavigatedColumn.MatchNumber(),
                            nullable(types.factory().createSqlType(SqlTypeName.BIGINT)),
                            call.getParserPosition());
                case FILTER -> throw PatternErrors.notSupported(call, "FILTER");
                case OVER -> throw PatternErrors.notSupported(call, "OVER");
                case WITHIN_GROUP -> throw PatternErrors.notSupported(call, "WITHIN GROUP");
                default -> {
                    if (name.equals("CLASSIFIER")) {
                        yield classifierOf(call, way);
                    } else if (call.getOperator().isAggregator()) {
                        throw PatternErrors.notSupported(call, "aggregate " + name.toLowerCase(Locale.ROOT));
                    }
                    yield plain(call, way);
                }
            };
        }

        private SqlNode plain(SqlCall call, @Nullable Way way) {
            SqlShuttle operands = new SqlShuttle() {
                @Override
                public @Nullable SqlNode visit(SqlCall inner) {
                    if (inner != call) {
                        return read(inner, way);
                    }
                    CallCopyingArgHandler handler = new CallCopyingArgHandler(inner, true);
                    inner.getOperator().acceptCall(this, inner, false, handler);
                    return handler.result();
                }

                @Override
                public @Nullable SqlNode visit(SqlIdentifier identifier) {
                    return read(identifier, way);
                }

                @Override
                public @Nullable SqlNode visit(SqlDynamicParam parameter) {
                    return parameter;
                }
            };
            return Objects.requireNonNull(call.accept(operands));
        }

        private SqlNode runningOrFinal(SqlCall call, @Nullable Way way) {
            boolean whole = call.getKind() == SqlKind.FINAL;
            if (whole && !measure) {
                throw PatternErrors.invalid(call, "FINAL cannot stand in DEFINE");
            }
            SqlNode operand = call.operand(0);
            SqlKind kind = operand.getKind();
            if (kind == SqlKind.FIRST || kind == SqlKind.LAST) {
                return logical((SqlCall) operand, way, whole);
            } else if (operand instanceof SqlCall inner
                    && AGGREGATES.contains(inner.getOperator().getName().toUpperCase(Locale.ROOT))) {
                return aggregate(inner, inner.getOperator().getName().toUpperCase(Locale.ROOT), way, whole);
            }
            throw PatternErrors.syntax(call, call.getOperator().getName() + " wants FIRST, LAST or an aggregate");
        }

        private SqlNode logical(SqlCall call, @Nullable Way way, boolean whole) {
            if (way != null && way.logical) {
                throw PatternErrors.invalid(call, "FIRST and LAST cannot stand in one another");
            }
            Way taken = new Way(
                    call.getKind() == SqlKind.FIRST, offset(call.operand(1)), way == null ? 0 : way.shift, whole);
            taken.logical = true;
            SqlNode value = value(call, taken);
            if (way != null) {
                way.used = true;
            }
            return value;
        }

        private SqlNode physical(SqlCall call, @Nullable Way way) {
            if (way != null) {
                throw PatternErrors.invalid(call, call.getOperator().getName() + " cannot stand in another navigation");
            }
            int offset = offset(call.operand(1));
            Way taken = new Way(false, 0, call.getKind() == SqlKind.PREV ? -offset : offset, false);
            SqlNode operand = call.operand(0);
            boolean nested = operand.getKind() == SqlKind.FIRST
                    || operand.getKind() == SqlKind.LAST
                    || operand.getKind() == SqlKind.RUNNING
                    || operand.getKind() == SqlKind.FINAL;
            return nested ? read(operand, taken) : value(call, taken);
        }

        /** The operand's value at the row navigated to, NULL if there is none. */
        private SqlNode value(SqlCall call, Way way) {
            SqlNode operand = call.operand(0);
            SqlNode value = read(operand, way);
            if (operand instanceof SqlIdentifier && value instanceof SqlIdentifier) {
                return value;
            }
            List<Integer> of = way.variables == null ? List.of() : way.variables;
            SqlParserPos position = call.getParserPosition();
            SqlNode exists = columns.add(
                    new NavigatedColumn.Exists(navigation(of, way)),
                    types.factory().createSqlType(SqlTypeName.BOOLEAN),
                    position);
            return caseWhen(exists, value);
        }

        private int offset(SqlNode node) {
            if (node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.DECIMAL) {
                try {
                    int offset = literal.bigDecimalValue().intValueExact();
                    if (offset >= 0 && offset <= OFFSET_MAX) {
                        return offset;
                    }
                } catch (ArithmeticException e) {
                    throw offsetOutOfRange(node);
                }
            }
            throw offsetOutOfRange(node);
        }

        private static final int OFFSET_MAX = 10_000;

        private static RuntimeException offsetOutOfRange(SqlNode node) {
            return PatternErrors.at(
                    node,
                    SqlState.INVALID_PARAMETER,
                    "the offset of a navigation must be a whole number from 0 to " + OFFSET_MAX);
        }

        private SqlNode classifierOf(SqlCall call, @Nullable Way way) {
            if (call.operandCount() != 1
                    || !(call.operand(0) instanceof SqlIdentifier identifier)
                    || !identifier.isSimple()) {
                throw PatternErrors.syntax(call, "CLASSIFIER wants a pattern variable or nothing");
            }
            return classifier(call, variables.of(identifier, identifier.getSimple()), way);
        }

        private SqlNode classifier(SqlCall call, List<Integer> of, @Nullable Way way) {
            Way taken = way == null ? new Way(false, 0, 0, false) : way;
            taken.use(call, of);
            RowNavigation navigation = navigation(of, taken);
            if (!measure && navigation.equals(RowNavigation.CURRENT)) {
                return SqlLiteral.createCharString(variables.names().get(defined), call.getParserPosition());
            }
            RelDataType text = types.factory().createSqlType(SqlTypeName.VARCHAR);
            return columns.add(new NavigatedColumn.Classifier(navigation), nullable(text), call.getParserPosition());
        }

        private SqlNode aggregate(SqlCall call, String name, @Nullable Way way, boolean whole) {
            if (way != null) {
                throw PatternErrors.invalid(call, "an aggregate cannot stand in a navigation");
            } else if (call.getFunctionQuantifier() != null
                    && call.getFunctionQuantifier().getValue() == SqlSelectKeyword.DISTINCT) {
                throw PatternErrors.notSupported(call, "DISTINCT");
            } else if (call.operandCount() != 1) {
                throw PatternErrors.syntax(call, name + " wants one argument");
            }
            SqlNode operand = call.operand(0);
            Argument argument = new Argument();
            int place = -1;
            RelDataType argumentType = types.factory().createSqlType(SqlTypeName.BIGINT);
            if (operand instanceof SqlIdentifier identifier && identifier.isStar()) {
                if (!name.equals("COUNT")) {
                    throw PatternErrors.syntax(operand, "* can stand only in COUNT");
                }
                argument.of =
                        identifier.names.size() == 1 ? List.of() : variables.of(identifier, identifier.names.get(0));
            } else {
                SqlNode over = Objects.requireNonNull(operand.accept(argument));
                argumentType = types.typeOf(over, inputTypes, false);
                place = arguments.size();
                arguments.add(over);
            }
            RelDataType type = resultType(call, name, argumentType);
            PatternAggregate aggregate = new PatternAggregate(
                    PatternAggregate.Function.valueOf(name),
                    argument.of == null ? List.of() : argument.of,
                    place,
                    whole && mayBeFinal,
                    Types.of(type));
            return columns.add(new NavigatedColumn.Aggregated(aggregate), type, call.getParserPosition());
        }

        private RelDataType resultType(SqlCall call, String name, RelDataType argument) {
            boolean numbers = SqlTypeUtil.isNumeric(argument);
            switch (name) {
                case "COUNT" -> {
                    return types.factory().createSqlType(SqlTypeName.BIGINT);
                }
                case "SUM", "AVG" -> {
                    if (!numbers) {
                        throw PatternErrors.at(
                                call,
                                SqlState.DATATYPE_MISMATCH,
                                name + " of " + argument.getSqlTypeName() + " does not exist");
                    }
                    return nullable(
                            name.equals("SUM")
                                    ? types.factory().getTypeSystem().deriveSumType(types.factory(), argument)
                                    : types.factory().createSqlType(SqlTypeName.DOUBLE));
                }
                default -> {
                    DataType ordered = Types.of(argument);
                    return nullable(Types.toRel(types.factory(), ordered));
                }
            }
        }
    }

    /** CASE WHEN condition THEN value END. */
    static SqlNode caseWhen(SqlNode condition, SqlNode value) {
        SqlParserPos position = value.getParserPosition();
        return new SqlCase(
                position,
                null,
                SqlNodeList.of(condition),
                SqlNodeList.of(value),
                SqlLiteral.createNull(SqlParserPos.ZERO));
    }

    /** x IS NOT NULL. */
    static SqlNode isNotNull(SqlNode node) {
        return SqlStdOperatorTable.IS_NOT_NULL.createCall(node.getParserPosition(), node);
    }

    /** The navigation an expression stands in: all its columns must be of the same variables. */
    private static final class Way {
        private final boolean fromFirst;
        private final int offset;
        private final int shift;
        private final boolean whole;
        private boolean logical;
        private boolean used;
        private @Nullable List<Integer> variables;

        Way(boolean fromFirst, int offset, int shift, boolean whole) {
            this.fromFirst = fromFirst;
            this.offset = offset;
            this.shift = shift;
            this.whole = whole;
        }

        void use(SqlNode node, List<Integer> of) {
            if (used && !Optional.ofNullable(variables).orElse(List.of()).equals(of)) {
                throw PatternErrors.invalid(
                        node, "all columns of a navigation or aggregate must be of the same pattern variable");
            }
            used = true;
            variables = of;
        }
    }

    /** The argument of an aggregate, over the columns of the input. */
    private final class Argument extends SqlShuttle {
        private @Nullable List<Integer> of;

        @Override
        public SqlNode visit(SqlIdentifier identifier) {
            if (identifier.isSimple()
                    && input.getField(identifier.getSimple(), true, false) == null
                    && types.isFunction(identifier)) {
                return identifier;
            }
            List<Integer> variable =
                    identifier.isSimple() ? List.of() : variables.of(identifier, identifier.names.get(0));
            if (of != null && !of.equals(variable)) {
                throw PatternErrors.invalid(
                        identifier, "all columns of a navigation or aggregate must be of the same pattern variable");
            }
            of = variable;
            return new SqlIdentifier(NavigatedColumns.name(column(identifier)), identifier.getParserPosition());
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
            boolean navigates =
                    switch (call.getKind()) {
                        case RUNNING, FINAL, FIRST, LAST, PREV, NEXT, CLASSIFIER, MATCH_NUMBER -> true;
                        default -> name.equals("CLASSIFIER");
                    };
            if (navigates) {
                throw PatternErrors.notSupported(call, name + " in an aggregate");
            } else if (isQuery(call)) {
                throw PatternErrors.notSupported(call, "a sub-query");
            } else if (AGGREGATES.contains(name) || call.getOperator().isAggregator()) {
                throw PatternErrors.at(call, SqlState.GROUPING_ERROR, "an aggregate cannot stand in another one");
            }
            CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
            call.getOperator().acceptCall(this, call, false, handler);
            return handler.result();
        }
    }
}
