package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code SET name = value}. */
public final class SetOption extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("SET", SqlKind.SET_OPTION);

    /** A name, dotted or not, or a string literal. */
    public final SqlNode name;
    /** A literal or a name. */
    public final SqlNode value;

    public SetOption(SqlParserPos pos, SqlNode name, SqlNode value) {
        super(OPERATOR, StatementKind.SET, pos);
        this.name = name;
        this.value = value;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, value);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("SET");
        name.unparse(writer, 0, 0);
        writer.print("= ");
        value.unparse(writer, 0, 0);
    }

    /** The name with its dots. */
    public String nameText() {
        return OptionAssignment.text(name);
    }

    /** The value's text, whatever literal it was. */
    public String valueText() {
        return OptionAssignment.text(value);
    }
}
