package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code SAVEPOINT s}: of all running queries unless some are named. */
public final class TakeSavepoint extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("SAVEPOINT", SqlKind.OTHER);

    public final SqlIdentifier name;
    /** Whether {@code FOR ALL} was said; without it and without names the session decides. */
    public final boolean all;
    /** Names of {@code FOR QUERY}; may be empty. */
    public final SqlNodeList queries;

    public TakeSavepoint(SqlParserPos pos, SqlIdentifier name, boolean all, SqlNodeList queries) {
        super(OPERATOR, StatementKind.SAVEPOINT, pos);
        this.name = name;
        this.all = all;
        this.queries = queries;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, queries);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("SAVEPOINT");
        name.unparse(writer, 0, 0);
        if (all) {
            writer.keyword("FOR ALL");
        } else if (!queries.isEmpty()) {
            writer.keyword("FOR QUERY");
            Clauses.list(writer, queries);
        }
    }
}
