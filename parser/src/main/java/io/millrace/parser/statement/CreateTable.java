package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE TABLE}: native without options, a source or sink with them. */
public final class CreateTable extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE TABLE", SqlKind.CREATE_TABLE);

    public final SqlIdentifier name;
    public final boolean ifNotExists;
    /** {@link ColumnDefinition}s, {@link PrimaryKeyDefinition}s and {@link WatermarkDefinition}s, as written; may be empty. */
    public final SqlNodeList elements;
    /** {@link OptionAssignment}s. */
    public final SqlNodeList options;

    public CreateTable(
            SqlParserPos pos, SqlIdentifier name, boolean ifNotExists, SqlNodeList elements, SqlNodeList options) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.ifNotExists = ifNotExists;
        this.elements = elements;
        this.options = options;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, elements, options);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE TABLE");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
        if (!elements.isEmpty()) {
            Clauses.parenthesized(writer, elements);
        }
        Clauses.with(writer, options);
    }
}
