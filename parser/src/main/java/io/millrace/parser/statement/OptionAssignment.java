package io.millrace.parser.statement;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code 'key' = value}, of {@code WITH (…)} and {@code ALTER QUERY … SET (…)}. */
public final class OptionAssignment extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("OPTION", SqlKind.OTHER);

    /** A string literal or a name. */
    public final SqlNode key;

    /** A literal or a name. */
    public final SqlNode value;

    public OptionAssignment(SqlParserPos pos, SqlNode key, SqlNode value) {
        super(pos);
        this.key = key;
        this.value = value;
    }

    /** The key's text, whether it was quoted or not. */
    public String keyText() {
        return text(key);
    }

    /** The value's text, whatever literal it was: {@code 4}, {@code '4'} and {@code four} give 4, 4 and four. */
    public String valueText() {
        return text(value);
    }

    /** Options as text, in the order of the statement. A key given twice is an error. */
    public static Map<String, String> texts(SqlNodeList options) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (SqlNode node : options) {
            OptionAssignment option = (OptionAssignment) node;
            if (texts.put(option.keyText(), option.valueText()) != null) {
                SqlParserPos at = option.getParserPosition();
                throw new MillraceException(
                        SqlState.SYNTAX_ERROR,
                        "option '" + option.keyText() + "' is given twice, the second time at line " + at.getLineNum()
                                + ", column " + at.getColumnNum());
            }
        }
        return texts;
    }

    /** The text of a literal or a name: what {@code SET} and options take as key and value. */
    public static String text(SqlNode node) {
        if (node instanceof SqlIdentifier name) {
            return String.join(".", name.names);
        }
        if (node instanceof SqlIntervalLiteral interval) {
            return interval.getValueAs(SqlIntervalLiteral.IntervalValue.class).getIntervalLiteral()
                    + " "
                    + interval.getValueAs(SqlIntervalLiteral.IntervalValue.class)
                            .getIntervalQualifier()
                            .toString()
                            .toLowerCase(Locale.ROOT);
        }
        if (node instanceof SqlNumericLiteral number) {
            return number.toValue();
        }
        SqlNode literal = node instanceof SqlLiteral ? node : SqlLiteral.unchain(node);
        String value = ((SqlLiteral) literal).toValue();
        return literal instanceof SqlCharStringLiteral
                ? value
                : String.valueOf(value).toLowerCase(Locale.ROOT);
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of(key, value);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        key.unparse(writer, 0, 0);
        writer.print("= ");
        value.unparse(writer, 0, 0);
    }
}
