package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code SHOW TABLES | VIEWS | … [LIKE 'pattern']}. */
public final class ShowObjects extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("SHOW", SqlKind.OTHER);

    public final Subject subject;
    /** A string literal. */
    public final @Nullable SqlNode pattern;

    public ShowObjects(SqlParserPos pos, Subject subject, @Nullable SqlNode pattern) {
        super(OPERATOR, StatementKind.SHOW, pos);
        this.subject = subject;
        this.pattern = pattern;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(pattern);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("SHOW " + subject.name().replace('_', ' '));
        Clauses.optional(writer, "LIKE", pattern);
    }

    /** What to list. */
    public enum Subject {
        TABLES,
        VIEWS,
        MATERIALIZED_VIEWS,
        PIPELINES,
        QUERIES,
        SAVEPOINTS,
        CHECKPOINTS,
        FUNCTIONS,
        CONNECTORS,
        SCHEMAS,
        /** {@code SHOW ALL}: the settings of the session. */
        ALL
    }
}
