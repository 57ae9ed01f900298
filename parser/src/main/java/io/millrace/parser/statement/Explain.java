package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code EXPLAIN [AS DOT] statement}: the physical plan. */
public final class Explain extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("EXPLAIN", SqlKind.EXPLAIN);

    public final Format format;
    /** A query, an INSERT, UPDATE or DELETE, or a CREATE. */
    public final SqlNode statement;

    public Explain(SqlParserPos pos, Format format, SqlNode statement) {
        super(OPERATOR, StatementKind.EXPLAIN, pos);
        this.format = format;
        this.statement = statement;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(statement);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("EXPLAIN PLAN");
        if (format != Format.TEXT) {
            writer.keyword("AS " + format);
        }
        writer.keyword("FOR");
        writer.newlineAndIndent();
        statement.unparse(writer, 0, 0);
    }

    /** How the plan is written. */
    public enum Format {
        TEXT,
        DOT,
        JSON
    }
}
