package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code STOP QUERY v [WITH SAVEPOINT s]}. */
public final class StopQuery extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("STOP QUERY", SqlKind.OTHER);

    public final SqlIdentifier query;
    public final @Nullable SqlIdentifier savepoint;

    public StopQuery(SqlParserPos pos, SqlIdentifier query, @Nullable SqlIdentifier savepoint) {
        super(OPERATOR, StatementKind.STOP, pos);
        this.query = query;
        this.savepoint = savepoint;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(query, savepoint);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("STOP QUERY");
        query.unparse(writer, 0, 0);
        Clauses.optional(writer, "WITH SAVEPOINT", savepoint);
    }
}
