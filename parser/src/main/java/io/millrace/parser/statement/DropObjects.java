package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DROP TABLE | VIEW | … names}. */
public final class DropObjects extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("DROP", SqlKind.OTHER_DDL);

    public final ObjectKind objectKind;
    public final boolean ifExists;
    public final SqlNodeList names;
    public final Behavior behavior;

    public DropObjects(
            SqlParserPos pos, ObjectKind objectKind, boolean ifExists, SqlNodeList names, Behavior behavior) {
        super(OPERATOR, StatementKind.DROP, pos);
        this.objectKind = objectKind;
        this.ifExists = ifExists;
        this.names = names;
        this.behavior = behavior;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(names);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("DROP " + objectKind.words());
        if (ifExists) {
            writer.keyword("IF EXISTS");
        }
        Clauses.list(writer, names);
        if (behavior != Behavior.UNSPECIFIED) {
            writer.keyword(behavior.name());
        }
    }

    /** What is to happen to what depends on the objects. */
    public enum Behavior {
        UNSPECIFIED,
        CASCADE,
        RESTRICT
    }
}
