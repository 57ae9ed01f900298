package io.millrace.planner.validate;

import io.millrace.spi.error.SqlState;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Refuses in VALUES what is computed over rows: there are none. Calcite looks for that in a SELECT only. */
final class RowsOfValues extends SqlBasicVisitor<@Nullable Void> {
    @Override
    public @Nullable Void visit(SqlCall call) {
        boolean overRows = call.getKind() == SqlKind.OVER
                || call.getOperator().isAggregator()
                || call.getKind() == SqlKind.GROUPING;
        if (overRows) {
            String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.GROUPING_ERROR,
                    name + " cannot stand in VALUES: what is computed over rows needs a SELECT");
        }
        return call.isA(SqlKind.QUERY) ? null : super.visit(call);
    }
}
