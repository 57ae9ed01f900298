package io.millrace.server.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellPartsTest {
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "SELECT ';'\n;  ", "SELECT 1; -- done", "SELECT \"a;\" /* ; */ ;\n", "a; b;"})
    void endsAStatementAtItsSemicolon(String text) {
        assertThat(StatementBuffer.endsStatement(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1", "SELECT ';", "SELECT 1 -- ;", "SELECT /* ;", "SELECT \";", "a; b"})
    void goesOnWithoutASemicolon(String text) {
        assertThat(StatementBuffer.endsStatement(text)).isFalse();
    }

    @Test
    void alignsTables() {
        assertThat(print(ResultFormat.TABLE)).isEqualTo("""
                 n    | text
                ------+------
                    1 | a,b
                 NULL | "q"
                """);
    }

    @Test
    void quotesCsvWhereItMust() {
        assertThat(print(ResultFormat.CSV)).isEqualTo("n,text\n1,\"a,b\"\n,\"\"\"q\"\"\"\n");
    }

    @Test
    void writesAnObjectALine() {
        assertThat(print(ResultFormat.JSON))
                .isEqualTo("{\"n\":1,\"text\":\"a,b\"}\n{\"n\":null,\"text\":\"\\\"q\\\"\"}\n");
    }

    private static String print(ResultFormat format) {
        StringWriter text = new StringWriter();
        RowPrinter printer = format.printer(new PrintWriter(text));
        printer.begin(List.of(new RowPrinter.ResultField("n", true), new RowPrinter.ResultField("text", false)));
        printer.row(List.of("1", "a,b"));
        printer.row(Arrays.asList(null, "\"q\""));
        printer.end();
        return text.toString().replace("\r\n", "\n");
    }

    @Test
    void executesWhatComesThroughAPipeUpToTheFirstError() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:")) {
            StatementRunner runner = new StatementRunner(
                    connection,
                    new PrintWriter(out),
                    new PrintWriter(errors),
                    new StatementRunner.Settings(ResultFormat.CSV, 0, 30, true));
            String script =
                    "CREATE TABLE t (a INTEGER);\nINSERT INTO t\nVALUES (1);\nSELECT a\nFROM t;\nSELECT b FROM t;\n"
                            + "SELECT 2 AS two;\n";
            assertThat(ScriptInput.run(new StringReader(script), runner)).isFalse();
        }
        assertThat(out.toString()).isEqualTo("a\n1\n");
        assertThat(errors.toString()).startsWith("ERROR 42703: column \"b\" does not exist");
    }
}
