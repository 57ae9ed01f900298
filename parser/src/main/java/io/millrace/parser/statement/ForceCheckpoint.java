package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CHECKPOINT}: one now. */
public final class ForceCheckpoint extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CHECKPOINT", SqlKind.OTHER);

    public ForceCheckpoint(SqlParserPos pos) {
        super(OPERATOR, StatementKind.CHECKPOINT, pos);
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CHECKPOINT");
    }
}
