package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DESCRIBE t}: the columns of a table or view. */
public final class DescribeTable extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("DESCRIBE", SqlKind.DESCRIBE_TABLE);

    public final SqlIdentifier name;

    public DescribeTable(SqlParserPos pos, SqlIdentifier name) {
        super(OPERATOR, StatementKind.DESCRIBE, pos);
        this.name = name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("DESCRIBE");
        name.unparse(writer, 0, 0);
    }
}
