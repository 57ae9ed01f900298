package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE PIPELINE}: a durable continuous query into a table. */
public final class CreatePipeline extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE PIPELINE", SqlKind.OTHER_DDL);

    public final SqlIdentifier name;
    public final boolean ifNotExists;
    /** {@link OptionAssignment}s. */
    public final SqlNodeList options;

    public final SqlInsert insert;
    /** Where the {@code INSERT} is written. */
    public final SqlParserPos queryPos;

    public CreatePipeline(
            SqlParserPos pos,
            SqlIdentifier name,
            boolean ifNotExists,
            SqlNodeList options,
            SqlInsert insert,
            SqlParserPos queryPos) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.ifNotExists = ifNotExists;
        this.options = options;
        this.insert = insert;
        this.queryPos = queryPos;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, options, insert);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE PIPELINE");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
        Clauses.with(writer, options);
        writer.keyword("AS");
        writer.newlineAndIndent();
        insert.unparse(writer, 0, 0);
    }
}
