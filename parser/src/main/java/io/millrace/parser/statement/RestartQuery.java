package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code ALTER QUERY v RESTART}: lets one begin again at once. */
public final class RestartQuery extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("ALTER QUERY RESTART", SqlKind.OTHER);

    public final SqlIdentifier query;

    public RestartQuery(SqlParserPos pos, SqlIdentifier query) {
        super(OPERATOR, StatementKind.STOP, pos);
        this.query = query;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("ALTER QUERY");
        query.unparse(writer, 0, 0);
        writer.keyword("RESTART");
    }
}
