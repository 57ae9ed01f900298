package io.millrace.planner.pattern;

import io.millrace.parser.RowsPerMatch.EmptyMatches;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.AfterMatch.Skip;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.planner.type.IntervalMicros;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clauses of a MATCH_RECOGNIZE.
 *
 * <p><b>Source:</b> ISO/IEC 9075-2:2016, 7.6 and ISO/IEC TR 19075-5 (row pattern recognition); WITHIN is ours and others'.
 */
public final class PatternAnalysis {
    private final SqlMatchRecognize match;
    private final RelDataType input;
    private final ExpressionTypes types;
    private final PatternVariables variables = new PatternVariables();
    private final PatternExpressions expressions;
    private final RowsPerMatch rowsPerMatch;

    private PatternAnalysis(SqlMatchRecognize match, RelDataType input, ExpressionTypes types) {
        this.match = match;
        this.input = input;
        this.types = types;
        this.expressions = new PatternExpressions(input, variables, types);
        this.rowsPerMatch = rowsPerMatch(match.getRowsPerMatch());
    }

    /** @param input the row type of what is matched */
    public static PatternQuery analyze(SqlMatchRecognize match, RelDataType input, ExpressionTypes types) {
        return new PatternAnalysis(match, input, types).analyze();
    }

    private PatternQuery analyze() {
        PatternSyntax syntax = new PatternSyntax(variables);
        RowPattern pattern = syntax.readClause(match);
        if (syntax.excludes() && rowsPerMatch == RowsPerMatch.ALL_WITH_UNMATCHED) {
            throw PatternErrors.invalid(
                    match.getPattern(), "{- -} cannot stand in a pattern WITH UNMATCHED ROWS: its rows are left out");
        }
        variables.addSubsets(match.getSubsetList());
        List<Integer> partition = new ArrayList<>();
        for (SqlNode key : match.getPartitionList()) {
            partition.add(inputColumn(key, "PARTITION BY"));
        }
        List<SortKey> order = order();
        List<PatternQuery.Variable> definitions = definitions();
        Outputs outputs = new Outputs(partition, order);
        return new PatternQuery(
                List.copyOf(partition),
                order,
                definitions,
                pattern,
                expressions.arguments(),
                expressions.inputTypes(),
                within(order),
                afterMatch(),
                rowsPerMatch,
                outputs.navigated.columns(),
                outputs.navigated.types(),
                outputs.columns,
                outputs.rowType());
    }

    private static RowsPerMatch rowsPerMatch(@Nullable SqlLiteral option) {
        if (option == null || option.getValue() != SqlMatchRecognize.RowsPerMatchOption.ALL_ROWS) {
            return RowsPerMatch.ONE;
        }
        EmptyMatches empty = io.millrace.parser.RowsPerMatch.emptyMatches(option);
        return switch (empty) {
            case SHOW -> RowsPerMatch.ALL_SHOW_EMPTY;
            case OMIT -> RowsPerMatch.ALL_OMIT_EMPTY;
            case WITH_UNMATCHED_ROWS -> RowsPerMatch.ALL_WITH_UNMATCHED;
        };
    }

    private int inputColumn(SqlNode node, String clause) {
        if (!(node instanceof SqlIdentifier identifier) || identifier.isStar()) {
            throw PatternErrors.notSupported(node, "an expression in " + clause);
        }
        return expressions.column(identifier);
    }

    private List<SortKey> order() {
        if (match.getOrderList().isEmpty()) {
            throw PatternErrors.syntax(match, "MATCH_RECOGNIZE wants ORDER BY");
        }
        List<SortKey> order = new ArrayList<>();
        for (SqlNode item : match.getOrderList()) {
            SqlNode node = item;
            Boolean nullsFirst = null;
            if (node.getKind() == SqlKind.NULLS_FIRST || node.getKind() == SqlKind.NULLS_LAST) {
                nullsFirst = node.getKind() == SqlKind.NULLS_FIRST;
                node = ((SqlCall) node).operand(0);
            }
            boolean descending = node.getKind() == SqlKind.DESCENDING;
            if (descending) {
                node = ((SqlCall) node).operand(0);
            }
            order.add(new SortKey(
                    inputColumn(node, "ORDER BY"), descending, nullsFirst == null ? descending : nullsFirst));
        }
        return List.copyOf(order);
    }

    private List<PatternQuery.Variable> definitions() {
        Map<String, SqlNode> conditions = new HashMap<>();
        for (SqlNode definition : match.getPatternDefList()) {
            SqlIdentifier name = ((SqlCall) definition).operand(1);
            if (!variables.names().contains(name.getSimple())) {
                throw variables.isVariable(name.getSimple())
                        ? PatternErrors.invalid(name, "DEFINE cannot define the SUBSET " + name.getSimple())
                        : PatternErrors.at(
                                name,
                                SqlState.UNDEFINED_OBJECT,
                                "DEFINE of " + name.getSimple() + ", which does not stand in PATTERN");
            } else if (conditions.put(name.getSimple(), ((SqlCall) definition).operand(0)) != null) {
                throw PatternErrors.at(
                        name, SqlState.DUPLICATE_OBJECT, "pattern variable " + name.getSimple() + " is defined twice");
            }
        }
        List<PatternQuery.Variable> definitions = new ArrayList<>();
        for (int i = 0; i < variables.names().size(); i++) {
            String name = variables.names().get(i);
            SqlNode condition = conditions.get(name);
            NavigatedColumns columns = new NavigatedColumns();
            SqlNode expression = null;
            if (condition != null) {
                expression = expressions.condition(condition, i, columns);
                types.typeOf(expression, columns.types(), true);
            }
            definitions.add(new PatternQuery.Variable(name, columns.columns(), columns.types(), expression));
        }
        return definitions;
    }

    private AfterMatch afterMatch() {
        SqlNode after = match.getAfter();
        if (after == null) {
            return new AfterMatch(Skip.PAST_LAST_ROW, List.of());
        } else if (after instanceof SqlLiteral literal) {
            boolean next = literal.getValue() == SqlMatchRecognize.AfterOption.SKIP_TO_NEXT_ROW;
            return new AfterMatch(next ? Skip.TO_NEXT_ROW : Skip.PAST_LAST_ROW, List.of());
        }
        SqlIdentifier variable = ((SqlCall) after).operand(0);
        return new AfterMatch(
                after.getKind() == SqlKind.SKIP_TO_FIRST ? Skip.TO_FIRST : Skip.TO_LAST,
                variables.of(variable, variable.getSimple()));
    }

    private long within(List<SortKey> order) {
        SqlLiteral interval = match.getInterval();
        if (interval == null) {
            return -1;
        }
        TypeKind time = Types.of(input.getFieldList().get(order.get(0).column()).getType())
                .kind();
        if (!time.isTimestamp()) {
            throw PatternErrors.at(
                    interval,
                    SqlState.DATATYPE_MISMATCH,
                    "WITHIN wants a TIMESTAMP as the first column of ORDER BY, not " + time.sqlName());
        } else if (order.get(0).descending()) {
            throw PatternErrors.notSupported(interval, "WITHIN over descending time");
        }
        SqlIntervalLiteral.IntervalValue value = interval.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        if (interval.getTypeName().getFamily() != SqlTypeFamily.INTERVAL_DAY_TIME) {
            throw PatternErrors.notSupported(interval, "WITHIN of months or years");
        }
        long micros = IntervalMicros.of(value);
        if (micros < 0) {
            throw PatternErrors.at(interval, SqlState.INVALID_PARAMETER, "WITHIN must not be negative");
        }
        return micros;
    }

    /** What comes out: first what the standard puts there by itself, with the measures among it. */
    private final class Outputs {
        private final NavigatedColumns navigated = new NavigatedColumns();
        private final List<SqlNode> columns = new ArrayList<>();
        private final RelDataTypeFactory.Builder rowType = types.factory().builder();

        Outputs(List<Integer> partition, List<SortKey> order) {
            partition.stream().distinct().forEach(this::addInput);
            if (rowsPerMatch.all()) {
                order.stream().map(SortKey::column).forEach(this::addInput);
            }
            for (SqlNode measure : match.getMeasureList()) {
                addMeasure(((SqlCall) measure).operand(0), ((SqlCall) measure).operand(1));
            }
            if (rowsPerMatch.all()) {
                for (int column = 0; column < input.getFieldCount(); column++) {
                    addInput(column);
                }
            }
            if (columns.isEmpty()) {
                throw PatternErrors.invalid(
                        match, "MATCH_RECOGNIZE gives no columns: it wants MEASURES or PARTITION BY");
            }
        }

        RelDataType rowType() {
            return rowType.build();
        }

        private final List<Integer> added = new ArrayList<>();

        private void addInput(int column) {
            if (added.contains(column)) {
                return;
            }
            added.add(column);
            RelDataTypeField field = input.getFieldList().get(column);
            SqlNode value = navigated.add(
                    new NavigatedColumn.OfRow(column, Types.of(field.getType())), field.getType(), SqlParserPos.ZERO);
            types.typeOf(value, navigated.types(), false);
            add(field.getName(), value, field.getType(), match);
        }

        private void addMeasure(SqlNode expression, SqlIdentifier name) {
            SqlNode value = expressions.measure(expression, rowsPerMatch.all(), navigated);
            if (rowsPerMatch == RowsPerMatch.ALL_WITH_UNMATCHED) {
                RelDataType number = expressions.nullable(types.factory().createSqlType(SqlTypeName.BIGINT));
                SqlNode matched =
                        navigated.add(new NavigatedColumn.MatchNumber(), number, expression.getParserPosition());
                value = PatternExpressions.caseWhen(PatternExpressions.isNotNull(matched), value);
            }
            RelDataType type = types.typeOf(value, navigated.types(), false);
            boolean isInput = rowsPerMatch.all() && input.getFieldNames().contains(name.getSimple());
            if (isInput) {
                throw PatternErrors.at(
                        name,
                        SqlState.DUPLICATE_COLUMN,
                        "measure " + name.getSimple()
                                + " has the name of a column of the input, which comes out as well");
            }
            add(name.getSimple(), value, type, name);
        }

        private void add(String name, SqlNode value, RelDataType type, SqlNode where) {
            if (rowType.nameExists(name)) {
                throw PatternErrors.at(where, SqlState.DUPLICATE_COLUMN, "column " + name + " comes out twice");
            }
            columns.add(value);
            rowType.add(name, type);
        }
    }
}
