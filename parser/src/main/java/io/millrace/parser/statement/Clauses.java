package io.millrace.parser.statement;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;
import org.jspecify.annotations.Nullable;

/** Clauses that several statements print. */
final class Clauses {
    private Clauses() {}

    /** {@code IF NOT EXISTS}, if it was said. */
    static void ifNotExists(SqlWriter writer, boolean said) {
        if (said) {
            writer.keyword("IF NOT EXISTS");
        }
    }

    /** {@code (a, b)}. */
    static void parenthesized(SqlWriter writer, SqlNodeList nodes) {
        SqlWriter.Frame frame = writer.startList("(", ")");
        commaSeparated(writer, nodes);
        writer.endList(frame);
    }

    static void commaSeparated(SqlWriter writer, SqlNodeList nodes) {
        for (SqlNode node : nodes) {
            writer.sep(",");
            node.unparse(writer, 0, 0);
        }
    }

    /** {@code a, b} outside of parentheses, where the writer has no list to keep. */
    static void list(SqlWriter writer, SqlNodeList nodes) {
        SqlWriter.Frame frame = writer.startList("", "");
        commaSeparated(writer, nodes);
        writer.endList(frame);
    }

    /** {@code (a, b)} if there is a list. */
    static void columns(SqlWriter writer, @Nullable SqlNodeList columns) {
        if (columns != null) {
            parenthesized(writer, columns);
        }
    }

    /** {@code WITH ('k' = 'v')} if there are options. */
    static void with(SqlWriter writer, SqlNodeList options) {
        if (!options.isEmpty()) {
            writer.keyword("WITH");
            parenthesized(writer, options);
        }
    }

    /** {@code KEYWORDS node} if there is a node. */
    static void optional(SqlWriter writer, String keywords, @Nullable SqlNode node) {
        if (node != null) {
            writer.keyword(keywords);
            node.unparse(writer, 0, 0);
        }
    }
}
