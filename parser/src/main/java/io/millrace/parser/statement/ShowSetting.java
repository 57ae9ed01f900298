package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code SHOW name}: a setting of the session. */
public final class ShowSetting extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("SHOW SETTING", SqlKind.OTHER);

    public final SqlIdentifier name;

    public ShowSetting(SqlParserPos pos, SqlIdentifier name) {
        super(OPERATOR, StatementKind.SHOW, pos);
        this.name = name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("SHOW");
        name.unparse(writer, 0, 0);
    }

    /** The name with its dots. */
    public String nameText() {
        return OptionAssignment.text(name);
    }
}
