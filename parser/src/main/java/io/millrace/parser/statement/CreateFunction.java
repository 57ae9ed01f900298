package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code CREATE FUNCTION f AS 'class' USING JAR 'file'}. */
public final class CreateFunction extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("CREATE FUNCTION", SqlKind.CREATE_FUNCTION);

    public final SqlIdentifier name;
    public final boolean replace;
    public final boolean ifNotExists;
    public final SqlNode className;
    public final @Nullable SqlNode jar;

    public CreateFunction(
            SqlParserPos pos,
            SqlIdentifier name,
            boolean replace,
            boolean ifNotExists,
            SqlNode className,
            @Nullable SqlNode jar) {
        super(OPERATOR, StatementKind.CREATE, pos);
        this.name = name;
        this.replace = replace;
        this.ifNotExists = ifNotExists;
        this.className = className;
        this.jar = jar;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(name, className, jar);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword(replace ? "CREATE OR REPLACE FUNCTION" : "CREATE FUNCTION");
        Clauses.ifNotExists(writer, ifNotExists);
        name.unparse(writer, 0, 0);
        Clauses.optional(writer, "AS", className);
        Clauses.optional(writer, "USING JAR", jar);
    }
}
