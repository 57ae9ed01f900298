package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.statement.Statements;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements of {@code golden/x.sql} and what becomes of them in {@code golden/x.out}: their kind and text, or their
 * error. {@code -Dmillrace.golden.write=true} writes the outcome anew.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"queries", "ddl", "dml", "session"})
    void printsStatementsAsSqlThatParsesToTheSame(String name) throws IOException {
        StringBuilder out = new StringBuilder();
        for (StatementText statement : MillraceParser.splitScript(read(name + ".sql"))) {
            SqlNode node = MillraceParser.parse(statement.text());
            String printed = MillraceDialect.toSql(node);
            SqlNode again = MillraceParser.parse(printed);
            assertThat(MillraceDialect.toSql(again)).isEqualTo(printed);
            assertThat(Statements.kindOf(again)).isEqualTo(Statements.kindOf(node));
            out.append("-- ").append(Statements.kindOf(node)).append('\n');
            out.append(printed).append(";\n\n");
        }
        compare(name + ".out", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = "errors")
    void tellsWhatIsWrongWithBadStatements(String name) throws IOException {
        StringBuilder out = new StringBuilder();
        for (StatementText statement : MillraceParser.splitScript(read(name + ".sql"))) {
            out.append(statement.text()).append('\n');
            out.append("  ").append(outcome(statement.text())).append("\n\n");
        }
        compare(name + ".out", out.toString());
    }

    private static String outcome(String sql) {
        try {
            return "parsed: " + MillraceDialect.toSql(MillraceParser.parse(sql));
        } catch (MillraceException e) {
            return e.sqlState().code() + " " + e.getMessage();
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name));
    }

    private static void compare(String name, String actual) throws IOException {
        if (Boolean.getBoolean("millrace.golden.write")) {
            Files.writeString(GOLDEN.resolve(name), actual);
        }
        assertThat(actual).isEqualTo(read(name));
    }
}
