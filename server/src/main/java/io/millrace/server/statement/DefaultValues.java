package io.millrace.server.statement;

import io.millrace.executor.expression.ScalarEvaluator;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.server.value.Assignment;
import io.millrace.server.value.Literals;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** {@code DEFAULT expression} of a column: a constant where it is one, of the column's type. */
final class DefaultValues {
    private DefaultValues() {}

    static Expression of(Scope scope, String table, String column, DataType type, SqlNode node) {
        Expression value = scope.planning().expression(node, table, new RowType(List.of()));
        Assignment assignment = Assignment.toColumn(table, column, type);
        if (dependsOnTime(value)) {
            assignment.check(value.type());
            return value;
        }
        Column computed = ScalarEvaluator.evaluate(value, scope.clock().epochMicros());
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        assignment.append(builder, JavaValues.read(computed, 0, value.type()));
        Column assigned = builder.build();
        return assigned.isNull(0) ? Literal.ofNull(type) : Literals.of(type, assigned);
    }

    private static boolean dependsOnTime(Expression value) {
        return value instanceof Call call
                && (call.function() == Function.EPOCH_TIME
                        || call.arguments().stream().anyMatch(DefaultValues::dependsOnTime));
    }
}
