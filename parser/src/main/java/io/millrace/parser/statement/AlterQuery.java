package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code ALTER QUERY v SET ('key' = value, …)}. */
public final class AlterQuery extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("ALTER QUERY", SqlKind.OTHER_DDL);

    public final SqlIdentifier query;
    /** {@link OptionAssignment}s. */
    public final SqlNodeList options;

    public AlterQuery(SqlParserPos pos, SqlIdentifier query, SqlNodeList options) {
        super(OPERATOR, StatementKind.ALTER, pos);
        this.query = query;
        this.options = options;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(query, options);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("ALTER QUERY");
        query.unparse(writer, 0, 0);
        writer.keyword("SET");
        Clauses.parenthesized(writer, options);
    }
}
