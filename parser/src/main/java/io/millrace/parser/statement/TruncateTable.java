package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code TRUNCATE TABLE t}. */
public final class TruncateTable extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("TRUNCATE TABLE", SqlKind.TRUNCATE_TABLE);

    public final SqlIdentifier name;

    public TruncateTable(SqlParserPos pos, SqlIdentifier name) {
        super(OPERATOR, StatementKind.TRUNCATE, pos);
        this.name = name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("TRUNCATE TABLE");
        name.unparse(writer, 0, 0);
    }
}
