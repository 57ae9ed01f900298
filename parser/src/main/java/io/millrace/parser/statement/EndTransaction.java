package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code COMMIT} or plain {@code ROLLBACK}: there are no multi-statement transactions, see the session's rules. */
public final class EndTransaction extends MillraceStatement {
    private static final SqlOperator COMMIT = operator("COMMIT", SqlKind.COMMIT);
    private static final SqlOperator ROLLBACK = operator("ROLLBACK", SqlKind.ROLLBACK);

    public final boolean commits;

    private EndTransaction(SqlParserPos pos, boolean commits) {
        super(commits ? COMMIT : ROLLBACK, StatementKind.END_TRANSACTION, pos);
        this.commits = commits;
    }

    public static EndTransaction commit(SqlParserPos pos) {
        return new EndTransaction(pos, true);
    }

    public static EndTransaction rollback(SqlParserPos pos) {
        return new EndTransaction(pos, false);
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword(getOperator().getName());
    }
}
