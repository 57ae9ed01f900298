package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CANCEL QUERY id}: a name, a number or a string. */
public final class CancelQuery extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CANCEL QUERY", SqlKind.OTHER);

    public final SqlNode query;

    public CancelQuery(SqlParserPos pos, SqlNode query) {
        super(OPERATOR, StatementKind.STOP, pos);
        this.query = query;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CANCEL QUERY");
        query.unparse(writer, 0, 0);
    }
}
