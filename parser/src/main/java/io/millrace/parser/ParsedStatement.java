package io.millrace.parser;

import org.apache.calcite.sql.SqlNode;

/**
 * One statement of a script, parsed. Positions in the node count from the statement's own first character.
 *
 * @param source the statement's text and where it stands in the script
 */
public record ParsedStatement(StatementText source, SqlNode node) {
    public String text() {
        return source.text();
    }

    /** Index of the first character in the script. */
    public int start() {
        return source.start();
    }
}
