package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code RELEASE SAVEPOINT s}. */
public final class ReleaseSavepoint extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("RELEASE SAVEPOINT", SqlKind.OTHER);

    public final SqlIdentifier savepoint;

    public ReleaseSavepoint(SqlParserPos pos, SqlIdentifier savepoint) {
        super(OPERATOR, StatementKind.RELEASE_SAVEPOINT, pos);
        this.savepoint = savepoint;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(savepoint);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("RELEASE SAVEPOINT");
        savepoint.unparse(writer, 0, 0);
    }
}
