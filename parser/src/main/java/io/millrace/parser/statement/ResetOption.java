package io.millrace.parser.statement;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code RESET name}, {@code RESET ALL} or {@code SET name = DEFAULT}. */
public final class ResetOption extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("RESET", SqlKind.SET_OPTION);

    /** A name or a string literal; null for all. */
    public final @Nullable SqlNode name;

    public ResetOption(SqlParserPos pos, @Nullable SqlNode name) {
        super(OPERATOR, StatementKind.SET, pos);
        this.name = name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("RESET");
        if (name == null) {
            writer.keyword("ALL");
        } else {
            name.unparse(writer, 0, 0);
        }
    }

    /** The name with its dots; empty for all. */
    public Optional<String> nameText() {
        return Optional.ofNullable(name).map(OptionAssignment::text);
    }
}
