package io.millrace.parser.statement;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Questions about parsed statements. */
public final class Statements {
    private Statements() {}

    /** What a statement is. Knows {@code STREAM} at the top of a query: in its branches, below ORDER BY and WITH. */
    public static StatementKind kindOf(SqlNode statement) {
        if (statement instanceof InsertOnConflict insert) {
            return kindOf(insert.insert);
        }
        if (statement instanceof MillraceStatement ours) {
            return ours.kind();
        }
        if (statement instanceof SqlInsert insert) {
            return isStream(insert.getSource()) ? StatementKind.STREAM_INSERT : StatementKind.INSERT;
        }
        if (statement.isA(SqlKind.QUERY)) {
            return isStream(statement) ? StatementKind.STREAM_QUERY : StatementKind.QUERY;
        }
        return switch (statement.getKind()) {
            case UPDATE -> StatementKind.UPDATE;
            case DELETE -> StatementKind.DELETE;
            case MERGE -> StatementKind.MERGE;
            default -> StatementKind.OTHER;
        };
    }

    /** Whether a query says {@code STREAM} at its top. */
    public static boolean isStream(SqlNode query) {
        if (query instanceof SqlOrderBy orderBy) {
            return isStream(orderBy.query);
        }
        if (query instanceof SqlWith with) {
            return isStream(with.body);
        }
        if (query instanceof SqlSelect select) {
            return hasStream(select);
        }
        boolean found = false;
        if (query instanceof SqlCall setOperation && SqlKind.SET_QUERY.contains(query.getKind())) {
            for (SqlNode branch : setOperation.getOperandList()) {
                found |= isStream(branch);
            }
        }
        return found;
    }

    /**
     * Takes the word {@code STREAM} off every SELECT in a statement, so that Calcite plans the plain query. Changes the
     * statement that is given.
     */
    public static void removeStream(SqlNode statement) {
        statement.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlCall call) {
                if (call instanceof SqlSelect select && hasStream(select)) {
                    select.setOperand(0, withoutStream(keywords(select)));
                }
                return super.visit(call);
            }
        });
    }

    /** The piece of a statement's text at a position: of a view's query, for one. */
    public static String text(String sql, SqlParserPos pos) {
        int start = offset(sql, pos.getLineNum(), pos.getColumnNum());
        int end = offset(sql, pos.getEndLineNum(), pos.getEndColumnNum()) + 1;
        return sql.substring(start, end);
    }

    /** The index of a character, from its line and column, both counted from one. A CR LF is one line break. */
    private static int offset(String sql, int line, int column) {
        int at = 0;
        for (int l = 1; l < line; at++) {
            char c = sql.charAt(at);
            if (c == '\n' || c == '\r' && (at + 1 == sql.length() || sql.charAt(at + 1) != '\n')) {
                l++;
            }
        }
        return at + column - 1;
    }

    private static boolean hasStream(SqlSelect select) {
        return select.getModifierNode(SqlSelectKeyword.STREAM) != null;
    }

    private static SqlNodeList keywords(SqlSelect select) {
        return (SqlNodeList) select.getOperandList().get(0);
    }

    private static SqlNodeList withoutStream(SqlNodeList keywords) {
        List<SqlNode> kept = new ArrayList<>();
        for (SqlNode keyword : keywords) {
            if (((SqlLiteral) keyword).symbolValue(SqlSelectKeyword.class) != SqlSelectKeyword.STREAM) {
                kept.add(keyword);
            }
        }
        return new SqlNodeList(kept, keywords.getParserPosition());
    }
}
