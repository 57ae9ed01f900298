package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code CREATE VIEW}: a name for a query. */
public final class CreateView extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE VIEW", SqlKind.CREATE_VIEW);

    public final SqlIdentifier name;
    public final boolean replace;
    public final boolean ifNotExists;
    public final @Nullable SqlNodeList columns;
    public final SqlNode query;
    /** Where the query is written. */
    public final SqlParserPos queryPos;

    public CreateView(
            SqlParserPos pos,
            SqlIdentifier name,
            boolean replace,
            boolean ifNotExists,
            @Nullable SqlNodeList columns,
            SqlNode query,
            SqlParserPos queryPos) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.replace = replace;
        this.ifNotExists = ifNotExists;
        this.columns = columns;
        this.query = query;
        this.queryPos = queryPos;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, columns, query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword(replace ? "CREATE OR REPLACE VIEW" : "CREATE VIEW");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
        Clauses.columns(writer, columns);
        writer.keyword("AS");
        writer.newlineAndIndent();
        query.unparse(writer, 0, 0);
    }
}
