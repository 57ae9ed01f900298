package io.millrace.planner.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlJsonConstructorNullClause;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlJsonArrayAggAggFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectAggAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Puts {@link JsonOperators} where the grammar put Calcite's. */
final class JsonSyntax {
    private static final Set<String> ARRAYS = Set.of("JSON_AGG", "JSONB_AGG");
    private static final Set<String> OBJECTS = Set.of("JSON_OBJECT_AGG", "JSONB_OBJECT_AGG");

    private JsonSyntax() {}

    /** The call in our words, empty if it is not about JSON. */
    static Optional<SqlNode> rewritten(SqlBasicCall call) {
        return Optional.ofNullable(ours(call));
    }

    private static @Nullable SqlNode ours(SqlBasicCall call) {
        SqlOperator operator = call.getOperator();
        if (operator instanceof SqlJsonArrayAggAggFunction aggregate) {
            return arrayAggregate(call, aggregate);
        } else if (operator instanceof SqlJsonObjectAggAggFunction aggregate) {
            SqlNode nulls = keepsNull(aggregate.getNullClause(), call.getParserPosition());
            return aggregate(call, JsonOperators.OBJECT_AGG, List.of(call.operand(0), value(call.operand(1)), nulls));
        } else if (operator.equals(SqlStdOperatorTable.JSON_OBJECT)
                || operator.equals(SqlStdOperatorTable.JSON_ARRAY)) {
            return constructor(call, operator.equals(SqlStdOperatorTable.JSON_OBJECT));
        } else if (operator.equals(SqlStdOperatorTable.JSON_QUERY)) {
            return JsonOperators.QUERY.createCall(
                    call.getParserPosition(), call.getOperandList().toArray(new @Nullable SqlNode[0]));
        }
        return collected(call);
    }

    /** PostgreSQL's JSON_AGG(x ORDER BY y) and JSON_OBJECT_AGG(name, x), which keep NULLs. */
    private static @Nullable SqlNode collected(SqlBasicCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        List<SqlNode> operands = call.getOperandList();
        SqlNode nulls = SqlLiteral.createBoolean(true, call.getParserPosition());
        if (ARRAYS.contains(name) && (operands.size() == 1 || operands.size() == 2)) {
            SqlCall bare = aggregate(call, JsonOperators.ARRAY_AGG, List.of(operands.get(0), nulls));
            if (operands.size() == 1) {
                return bare;
            } else if (operands.get(1) instanceof SqlNodeList order) {
                return SqlStdOperatorTable.WITHIN_GROUP.createCall(call.getParserPosition(), bare, order);
            }
        } else if (OBJECTS.contains(name) && operands.size() == 2) {
            return aggregate(call, JsonOperators.OBJECT_AGG, List.of(operands.get(0), operands.get(1), nulls));
        }
        return null;
    }

    private static SqlNode arrayAggregate(SqlBasicCall call, SqlJsonArrayAggAggFunction aggregate) {
        SqlNode nulls = keepsNull(aggregate.getNullClause(), call.getParserPosition());
        SqlCall bare = aggregate(call, JsonOperators.ARRAY_AGG, List.of(value(call.operand(0)), nulls));
        return call.operandCount() > 1 && call.operand(1) instanceof SqlNodeList order
                ? SqlStdOperatorTable.WITHIN_GROUP.createCall(call.getParserPosition(), bare, order)
                : bare;
    }

    private static SqlCall aggregate(SqlBasicCall call, SqlOperator operator, List<SqlNode> operands) {
        return operator.createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
    }

    /** The standard's default is NULL ON NULL for objects, ABSENT ON NULL for arrays. */
    private static SqlNode constructor(SqlBasicCall call, boolean object) {
        List<SqlNode> given = call.getOperandList();
        SqlJsonConstructorNullClause clause =
                object ? SqlJsonConstructorNullClause.NULL_ON_NULL : SqlJsonConstructorNullClause.ABSENT_ON_NULL;
        if (given.get(0) instanceof SqlLiteral literal
                && literal.getValue() instanceof SqlJsonConstructorNullClause written) {
            clause = written;
        }
        List<SqlNode> operands = new ArrayList<>();
        operands.add(keepsNull(clause, call.getParserPosition()));
        for (int i = 1; i < given.size(); i++) {
            SqlNode operand = Objects.requireNonNull(given.get(i));
            operands.add(object && i % 2 == 1 ? operand : value(operand));
        }
        return (object ? JsonOperators.OBJECT : JsonOperators.ARRAY).createCall(call.getParserPosition(), operands);
    }

    private static SqlNode keepsNull(SqlJsonConstructorNullClause clause, SqlParserPos position) {
        return SqlLiteral.createBoolean(clause == SqlJsonConstructorNullClause.NULL_ON_NULL, position);
    }

    /** {@code x FORMAT JSON} is a cast. */
    private static SqlNode value(SqlNode node) {
        if (node instanceof SqlCall call && call.getOperator().equals(SqlStdOperatorTable.JSON_VALUE_EXPRESSION)) {
            SqlParserPos position = call.getParserPosition();
            SqlDataTypeSpec json =
                    new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARIANT, position), position);
            return SqlStdOperatorTable.CAST.createCall(position, call.operand(0), json);
        }
        return node;
    }
}
