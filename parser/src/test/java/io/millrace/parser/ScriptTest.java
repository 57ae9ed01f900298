package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void splitsAtSemicolonsOutsideOfQuotesAndComments() {
        String script =
                "SELECT 'a;''b', \"c;d\" -- e;f\n FROM t /* g;h */ ;\n\n;; SELECT 2 // i;j\n;\n-- k;l\nSELECT e'm\\';n'";
        assertThat(MillraceParser.splitScript(script))
                .extracting(StatementText::text)
                .containsExactly("SELECT 'a;''b', \"c;d\" -- e;f\n FROM t", "SELECT 2", "SELECT e'm\\';n'");
    }

    @Test
    void knowsWhereEachStatementStands() {
        String script = "SELECT 1;\r\n  SELECT 2;\n\tSELECT 3";
        List<ParsedStatement> statements = MillraceParser.parseScript(script);
        assertThat(statements).extracting(s -> s.source().line()).containsExactly(1, 2, 3);
        assertThat(statements).extracting(s -> s.source().column()).containsExactly(1, 3, 2);
        assertThat(statements)
                .allSatisfy(s -> assertThat(script.substring(s.start())).startsWith(s.text()));
    }

    @Test
    void tellsThePlaceOfAnErrorInTheScript() {
        assertThatThrownBy(() -> MillraceParser.parseScript("SELECT 1;\n  SELECT 2; SELECT FROM;"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("line 2, column 20");
        assertThatThrownBy(() -> MillraceParser.parseScript("SELECT 1;\n  SELECT 2\n  ORDER x;"))
                .hasMessageContaining("line 3, column 9");
        assertThatThrownBy(() -> MillraceParser.parse("-- a comment\n/* and\n another */ SELEC 1"))
                .hasMessageContaining("line 3, column 13");
    }

    @Test
    void takesOneStatementWithOrWithoutSemicolon() {
        assertThat(MillraceDialect.toSql(MillraceParser.parse(" SELECT 1 ; -- done\n ;")))
                .isEqualTo("SELECT 1");
        assertThatThrownBy(() -> MillraceParser.parse("SELECT 1; SELECT 2"))
                .hasMessage("one statement is expected, a second one begins at line 1, column 11");
        assertThatThrownBy(() -> MillraceParser.parse(" ; -- nothing")).hasMessage("there is no statement in the text");
    }

    @Test
    void tellsWhichQuoteOrCommentIsNeverClosed() {
        assertThatThrownBy(() -> MillraceParser.parse("SELECT\n 'abc"))
                .hasMessage("unterminated string: the ' at line 2, column 2 is never closed");
        assertThatThrownBy(() -> MillraceParser.parse("SELECT \"abc"))
                .hasMessage("unterminated quoted name: the \" at line 1, column 8 is never closed");
        assertThatThrownBy(() -> MillraceParser.splitScript("SELECT /* abc"))
                .hasMessage("unterminated comment: the /* at line 1, column 8 is never closed");
        assertThatThrownBy(() -> MillraceParser.parse("SELECT \"\" FROM t"))
                .hasMessage("an empty name at line 1, column 8");
    }

    @Test
    void readsWhatEditorsAndWebPagesLeaveBetweenWords() {
        assertThat(MillraceDialect.toSql(MillraceParser.parse("\uFEFFSELECT\u00A01,\u20032 /***/ , 3 /**/")))
                .isEqualTo("SELECT 1, 2, 3");
        assertThat(MillraceDialect.toSql(MillraceParser.parse("SELECT 'a\u00A0b--c/*d'")))
                .isEqualTo("SELECT 'a\u00A0b--c/*d'");
    }

    @Test
    void readsAnExpressionAlone() {
        assertThat(MillraceDialect.toSql(MillraceParser.parseExpression("ts - INTERVAL '5 seconds'")))
                .isEqualTo("\"ts\" - INTERVAL '5' SECOND");
        assertThatThrownBy(() -> MillraceParser.parseExpression("a +")).isInstanceOf(MillraceException.class);
        assertThatThrownBy(() -> MillraceParser.parseExpression("a; b")).hasMessage("one expression is expected");
    }
}
