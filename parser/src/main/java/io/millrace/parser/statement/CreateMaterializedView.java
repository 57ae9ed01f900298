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

/** {@code CREATE MATERIALIZED VIEW}: a durable continuous query. */
public final class CreateMaterializedView extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE MATERIALIZED VIEW", SqlKind.CREATE_MATERIALIZED_VIEW);

    public final SqlIdentifier name;
    public final boolean ifNotExists;
    public final @Nullable SqlNodeList columns;
    /** {@link OptionAssignment}s. */
    public final SqlNodeList options;
    /** Where to start from: {@code FROM SAVEPOINT s}. */
    public final @Nullable SqlIdentifier savepoint;
    /** {@code ALLOW STATE LOSS}: whether state of the savepoint may be left behind that cannot be made anew. */
    public final boolean allowsStateLoss;

    public final SqlNode query;
    /** Where the query is written. */
    public final SqlParserPos queryPos;

    public CreateMaterializedView(
            SqlParserPos pos,
            SqlIdentifier name,
            boolean ifNotExists,
            @Nullable SqlNodeList columns,
            SqlNodeList options,
            @Nullable SqlIdentifier savepoint,
            boolean allowsStateLoss,
            SqlNode query,
            SqlParserPos queryPos) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.ifNotExists = ifNotExists;
        this.columns = columns;
        this.options = options;
        this.savepoint = savepoint;
        this.allowsStateLoss = allowsStateLoss;
        this.query = query;
        this.queryPos = queryPos;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, columns, options, savepoint, query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE MATERIALIZED VIEW");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
        Clauses.columns(writer, columns);
        Clauses.with(writer, options);
        Clauses.optional(writer, "FROM SAVEPOINT", savepoint);
        if (allowsStateLoss) {
            writer.keyword("ALLOW STATE LOSS");
        }
        writer.keyword("AS");
        writer.newlineAndIndent();
        query.unparse(writer, 0, 0);
    }
}
