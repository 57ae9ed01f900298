package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE SCHEMA}. */
public final class CreateSchema extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE SCHEMA", SqlKind.CREATE_SCHEMA);

    public final SqlIdentifier name;
    public final boolean ifNotExists;

    public CreateSchema(SqlParserPos pos, SqlIdentifier name, boolean ifNotExists) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.ifNotExists = ifNotExists;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE SCHEMA");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
    }
}
