package io.millrace.parser.statement;

import java.util.List;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code INSERT … ON CONFLICT [(columns)] DO NOTHING | DO UPDATE SET c = expression, … [WHERE condition]}. */
public final class InsertOnConflict extends MillraceStatement {
    private static final SqlOperator OPERATOR = operator("INSERT ON CONFLICT", SqlKind.INSERT);

    public final SqlInsert insert;

    /** The key that may be taken; without it the table's primary key. */
    public final @Nullable SqlNodeList conflictColumns;

    /** Columns of {@code DO UPDATE SET}, in the order of {@link #values}; empty for {@code DO NOTHING}. */
    public final SqlNodeList targets;

    /** Their new values; {@code excluded.c} is column c of the row that could not be inserted. */
    public final SqlNodeList values;

    public final @Nullable SqlNode where;

    private InsertOnConflict(
            SqlParserPos pos,
            SqlInsert insert,
            @Nullable SqlNodeList conflictColumns,
            SqlNodeList targets,
            SqlNodeList values,
            @Nullable SqlNode where) {
        super(OPERATOR, StatementKind.INSERT, pos);
        this.insert = insert;
        this.conflictColumns = conflictColumns;
        this.targets = targets;
        this.values = values;
        this.where = where;
    }

    public static InsertOnConflict doNothing(
            SqlParserPos pos, SqlInsert insert, @Nullable SqlNodeList conflictColumns) {
        return new InsertOnConflict(pos, insert, conflictColumns, SqlNodeList.EMPTY, SqlNodeList.EMPTY, null);
    }

    public static InsertOnConflict doUpdate(
            SqlParserPos pos,
            SqlInsert insert,
            @Nullable SqlNodeList conflictColumns,
            SqlNodeList targets,
            SqlNodeList values,
            @Nullable SqlNode where) {
        return new InsertOnConflict(pos, insert, conflictColumns, targets, values, where);
    }

    public boolean updates() {
        return !targets.isEmpty();
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands(insert, conflictColumns, targets, values, where);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        insert.unparse(writer, 0, 0);
        writer.newlineAndIndent();
        writer.keyword("ON CONFLICT");
        Clauses.columns(writer, conflictColumns);
        writer.keyword(updates() ? "DO UPDATE SET" : "DO NOTHING");
        SqlWriter.Frame frame = writer.startList("", "");
        for (int i = 0; i < targets.size(); i++) {
            writer.sep(",");
            targets.get(i).unparse(writer, 0, 0);
            writer.print("= ");
            values.get(i).unparse(writer, 0, 0);
        }
        writer.endList(frame);
        Clauses.optional(writer, "WHERE", where);
    }
}
