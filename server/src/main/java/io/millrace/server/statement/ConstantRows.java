package io.millrace.server.statement;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Rows of {@code VALUES} in which nothing is left to compute: constants, parameters and {@code DEFAULT}s. */
record ConstantRows(List<List<Cell>> rows) {
    ConstantRows {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** What stands in one place. */
    sealed interface Cell {}

    record Constant(@Nullable Object value) implements Cell {}

    /** @param index from 0 */
    record Parameter(int index) implements Cell {}

    record Default() implements Cell {}

    /** Empty if something must be computed, and if the rows are not all as wide as the first. */
    static Optional<ConstantRows> of(SqlNode source) {
        if (!(source instanceof SqlBasicCall values) || values.getKind() != SqlKind.VALUES) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (SqlNode row : values.getOperandList()) {
            List<Cell> cells = new ArrayList<>();
            for (SqlNode node : cells(row)) {
                Optional<Cell> cell = cell(node);
                if (cell.isEmpty()) {
                    return Optional.empty();
                }
                cells.add(cell.get());
            }
            rows.add(cells);
        }
        return Optional.of(new ConstantRows(rows));
    }

    /** The expressions of a row of VALUES. */
    static List<SqlNode> cells(SqlNode row) {
        return row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
    }

    private static Optional<Cell> cell(SqlNode node) {
        if (node instanceof SqlDynamicParam parameter) {
            return Optional.of(new Parameter(parameter.getIndex()));
        } else if (node.getKind() == SqlKind.DEFAULT) {
            return Optional.of(new Default());
        } else if (node.getKind() == SqlKind.MINUS_PREFIX
                && ((SqlCall) node).operand(0) instanceof SqlNumericLiteral number) {
            BigDecimal value = number.bigDecimalValue();
            return value == null ? Optional.empty() : Optional.of(new Constant(value.negate()));
        }
        return node instanceof SqlLiteral literal ? constant(literal) : Optional.empty();
    }

    private static Optional<Cell> constant(SqlLiteral literal) {
        if (literal instanceof SqlNumericLiteral number) {
            return Optional.of(new Constant(number.bigDecimalValue()));
        } else if (literal instanceof SqlCharStringLiteral text) {
            return Optional.of(new Constant(text.toValue()));
        } else if (literal.getTypeName() == SqlTypeName.NULL) {
            return Optional.of(new Constant(null));
        } else if (literal.getTypeName() == SqlTypeName.BOOLEAN && literal.getValue() != null) {
            return Optional.of(new Constant(literal.booleanValue()));
        }
        return Optional.empty();
    }

    /** How many parameters there are. */
    int parameters() {
        int count = 0;
        for (List<Cell> row : rows) {
            for (Cell cell : row) {
                count = cell instanceof Parameter parameter ? Math.max(count, parameter.index() + 1) : count;
            }
        }
        return count;
    }

    /** @throws MillraceException 42601 if a row has more or fewer values than there are columns to take them */
    void requireWidth(int width, boolean exactly) {
        for (List<Cell> row : rows) {
            requireWidth(row.size(), width, exactly);
        }
    }

    static void requireWidth(int found, int width, boolean exactly) {
        if (found > width || exactly && found < width) {
            throw new MillraceException(
                    SqlState.SYNTAX_ERROR,
                    "INSERT has " + found + " values in a row and " + width + " columns to put them in");
        }
    }
}
