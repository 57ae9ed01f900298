package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code EXPLAIN ANALYZE QUERY v}: the plan of a running query with what its operators have done. */
public final class ExplainAnalyze extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("EXPLAIN ANALYZE", SqlKind.EXPLAIN);

    public final SqlIdentifier query;

    public ExplainAnalyze(SqlParserPos pos, SqlIdentifier query) {
        super(OPERATOR, StatementKind.EXPLAIN, pos);
        this.query = query;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("EXPLAIN ANALYZE QUERY");
        query.unparse(writer, 0, 0);
    }
}
