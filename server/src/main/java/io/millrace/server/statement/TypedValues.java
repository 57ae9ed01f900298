package io.millrace.server.statement;

import io.millrace.parser.MillraceParser;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Gives the rows of {@code VALUES} in an INSERT the types of the columns they go to, where they have none of their own:
 * parameters, and text that stands for a date or number.
 */
final class TypedValues {
    private TypedValues() {}

    static SqlNode of(SqlNode source, TableShape shape, List<Integer> targets) {
        if (!(source instanceof SqlBasicCall values) || values.getKind() != SqlKind.VALUES) {
            return source;
        }
        List<SqlNode> rows = new ArrayList<>();
        for (SqlNode row : values.getOperandList()) {
            List<SqlNode> cells = new ArrayList<>();
            List<SqlNode> given = ConstantRows.cells(row);
            for (int i = 0; i < given.size(); i++) {
                cells.add(i < targets.size() ? cell(given.get(i), shape, targets.get(i)) : given.get(i));
            }
            rows.add(SqlStdOperatorTable.ROW.createCall(row.getParserPosition(), cells));
        }
        return SqlStdOperatorTable.VALUES.createCall(values.getParserPosition(), rows);
    }

    private static SqlNode cell(SqlNode node, TableShape shape, int column) {
        if (node.getKind() == SqlKind.DEFAULT) {
            String text = shape.defaultTexts().get(column);
            return text.isEmpty()
                    ? SqlLiteral.createNull(node.getParserPosition())
                    : cast(MillraceParser.parseExpression(text), shape.rowType().type(column));
        }
        return typed(node, shape.rowType().type(column));
    }

    /** The node with a cast, if it has no type of its own. */
    static SqlNode typed(SqlNode node, DataType type) {
        boolean untyped = node instanceof SqlDynamicParam
                || node instanceof SqlCharStringLiteral && InsertSource.isParsedFromText(type);
        return untyped ? cast(node, type) : node;
    }

    /** {@code CAST(node AS type)}; a text keeps its length, which is checked when it is stored. */
    static SqlNode cast(SqlNode node, DataType type) {
        DataType wide = type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR
                ? DataType.of(TypeKind.VARCHAR)
                : type;
        SqlParserPos pos = node.getParserPosition();
        SqlCall sample = (SqlCall) MillraceParser.parseExpression("CAST(NULL AS " + wide.sqlName() + ")");
        return SqlStdOperatorTable.CAST.createCall(pos, node, sample.operand(1));
    }
}
