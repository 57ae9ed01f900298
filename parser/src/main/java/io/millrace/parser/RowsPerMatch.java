package io.millrace.parser;

import java.util.ArrayDeque;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code ALL ROWS PER MATCH} of MATCH_RECOGNIZE with what Calcite's grammar lacks behind it. */
public final class RowsPerMatch extends SqlLiteral {
    /** The variable that stands for {@code ()} in a PATTERN. */
    public static final String EMPTY_PATTERN = "$empty";

    private final EmptyMatches emptyMatches;

    private RowsPerMatch(EmptyMatches emptyMatches, SqlParserPos position) {
        super(SqlMatchRecognize.RowsPerMatchOption.ALL_ROWS, SqlTypeName.SYMBOL, position);
        this.emptyMatches = emptyMatches;
    }

    /** What becomes of matches without rows, and of rows without a match. */
    public enum EmptyMatches {
        /** A row each. */
        SHOW("SHOW EMPTY MATCHES"),
        /** None. */
        OMIT("OMIT EMPTY MATCHES"),
        /** A row each, and the rows that are in no match. */
        WITH_UNMATCHED_ROWS("WITH UNMATCHED ROWS");

        private final String sql;

        EmptyMatches(String sql) {
            this.sql = sql;
        }

        /** As it is written. */
        public String sql() {
            return sql;
        }
    }

    /** What is said of empty matches, SHOW if nothing is. */
    public static EmptyMatches emptyMatches(@Nullable SqlLiteral rowsPerMatch) {
        return rowsPerMatch instanceof RowsPerMatch option ? option.emptyMatches : EmptyMatches.SHOW;
    }

    @Override
    public SqlLiteral clone(SqlParserPos position) {
        return new RowsPerMatch(emptyMatches, position);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        super.unparse(writer, leftPrecedence, rightPrecedence);
        writer.keyword(emptyMatches.sql);
    }

    /** Puts what the tokens said into the tree of the grammar, which did not see it. */
    static void attach(SqlNode root, Map<SqlParserPos, EmptyMatches> found) {
        if (found.isEmpty()) {
            return;
        }
        ArrayDeque<SqlNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            SqlNode node = open.pop();
            if (node instanceof SqlMatchRecognize match && match.getRowsPerMatch() != null) {
                SqlParserPos position = match.getRowsPerMatch().getParserPosition();
                EmptyMatches option = found.get(new SqlParserPos(position.getEndLineNum(), position.getEndColumnNum()));
                if (option != null) {
                    match.setOperand(SqlMatchRecognize.OPERAND_ROWS_PER_MATCH, new RowsPerMatch(option, position));
                }
            }
            if (node instanceof SqlCall call) {
                call.getOperandList().stream().filter(child -> child != null).forEach(open::push);
            } else if (node instanceof SqlNodeList list) {
                list.getList().stream().filter(child -> child != null).forEach(open::push);
            }
        }
    }
}
