package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code SHOW CREATE TABLE t}: the statement that made it. */
public final class ShowCreate extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("SHOW CREATE", SqlKind.OTHER);

    public final ObjectKind objectKind;
    public final SqlIdentifier name;

    public ShowCreate(SqlParserPos pos, ObjectKind objectKind, SqlIdentifier name) {
        super(OPERATOR, StatementKind.SHOW, pos);
        this.objectKind = objectKind;
        this.name = name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("SHOW CREATE " + objectKind.words());
        name.unparse(writer, 0, 0);
    }
}
