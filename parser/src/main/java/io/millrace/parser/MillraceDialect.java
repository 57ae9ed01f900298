package io.millrace.parser;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.jspecify.annotations.Nullable;

/** Prints statements as SQL that this parser reads: names in double quotes, strings as they are. */
public final class MillraceDialect extends SqlDialect {
    public static final SqlDialect INSTANCE = new MillraceDialect();

    private MillraceDialect() {
        super(AnsiSqlDialect.DEFAULT_CONTEXT
                .withIdentifierQuoteString("\"")
                .withUnquotedCasing(Casing.TO_LOWER)
                .withQuotedCasing(Casing.UNCHANGED)
                .withCaseSensitive(true)
                .withConformance(MillraceConformance.INSTANCE));
    }

    /** The text of a statement or of a part of one. */
    public static String toSql(SqlNode node) {
        return node.toSqlString(INSTANCE).getSql();
    }

    /** Strings are Unicode: no character set, no escapes. */
    @Override
    public void quoteStringLiteral(StringBuilder buf, @Nullable String charsetName, String val) {
        buf.append('\'').append(val.replace("'", "''")).append('\'');
    }
}
