package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.SqlState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatternsTest {
    /** With the pattern as a constant and as a column. */
    private static @Nullable Object like(Function function, String text, String pattern) {
        Object constant = evaluate(
                Call.of(function, BOOLEAN, new InputRef(0, VARCHAR), Literal.ofText(VARCHAR, pattern)), s(text));
        assertThat(call(function, BOOLEAN, s(text), s(pattern))).isEqualTo(constant);
        return constant;
    }

    private static void matches(String text, String pattern) {
        assertThat(like(LIKE, text, pattern)).as(text + " LIKE " + pattern).isEqualTo(true);
    }

    private static void differs(String text, String pattern) {
        assertThat(like(LIKE, text, pattern)).as(text + " LIKE " + pattern).isEqualTo(false);
    }

    @Test
    void matchesLikePatterns() {
        matches("hello", "hello");
        differs("hello!", "hello");
        matches("hello", "he%");
        differs("he", "hel%");
        matches("hello", "%lo");
        matches("hello", "%ell%");
        matches("hello", "%%l%%");
        matches("hello", "h_ll_");
        matches("hello", "%l_");
        matches("", "%");
        matches("", "");
        differs("", "_");
        differs("a", "");
        matches("äöü", "_ö_");
        differs("ä", "__");
        matches("😀", "_");
        matches("aXbXc", "a%b%c");
        differs("aXbX", "a%b%c");
        matches("mississippi", "%iss%ip_i");
        matches("äb", "%_b");
        differs("b", "%_b");
        differs("HELLO", "hello");
        matches("line\nbreak", "line%break");
    }

    @Test
    void takesEscapedCharactersAsTheyAre() {
        matches("50%", "50\\%");
        differs("501", "50\\%");
        matches("a_b", "%\\_%");
        differs("ab", "%\\_%");
        matches("a\\b", "a\\\\b");
        assertThat(call(LIKE, BOOLEAN, s("50%"), s("50!%"), s("!"))).isEqualTo(true);
        assertThat(call(LIKE, BOOLEAN, s("a\\b"), s("a\\b"), s(""))).isEqualTo(true);
        fails(SqlState.INVALID_PARAMETER, "'abc\\'", LIKE, BOOLEAN, s("abc"), s("abc\\"));
        fails(SqlState.INVALID_PARAMETER, "one character", LIKE, BOOLEAN, s("abc"), s("abc"), s("!!"));
        assertThat(call(LIKE, BOOLEAN, nothing(VARCHAR), s("%"))).isNull();
        assertThat(call(LIKE, BOOLEAN, s("a"), nothing(VARCHAR))).isNull();
    }

    @Test
    void ignoresCaseIfAsked() {
        assertThat(like(ILIKE, "HéLLO", "h%lo")).isEqualTo(true);
        assertThat(like(ILIKE, "ÄB", "äb")).isEqualTo(true);
        assertThat(like(ILIKE, "AB", "ac")).isEqualTo(false);
    }

    @Test
    void matchesSimilarPatterns() {
        assertThat(call(SIMILAR_TO, BOOLEAN, s("abc"), s("a(b|x)_"))).isEqualTo(true);
        assertThat(call(SIMILAR_TO, BOOLEAN, s("abcd"), s("a(b|x)_"))).isEqualTo(false);
        assertThat(call(SIMILAR_TO, BOOLEAN, s("aab.c"), s("a+[b-d].%"))).isEqualTo(true);
        assertThat(call(SIMILAR_TO, BOOLEAN, s("aabxc"), s("a+[b-d].%"))).isEqualTo(false);
        assertThat(call(SIMILAR_TO, BOOLEAN, s("50%"), s("\\d*50!%"), s("!"))).isEqualTo(false);
        assertThat(call(SIMILAR_TO, BOOLEAN, s("50%"), s("50!%"), s("!"))).isEqualTo(true);
    }

    @Test
    void findsRegularExpressions() {
        assertThat(call(REGEXP_LIKE, BOOLEAN, s("hello world"), s("w.r"))).isEqualTo(true);
        assertThat(call(REGEXP_LIKE, BOOLEAN, s("hello"), s("^ell"))).isEqualTo(false);
        assertThat(call(REGEXP_LIKE, BOOLEAN, s("HELLO"), s("ell"), s("i"))).isEqualTo(true);
        fails(SqlState.INVALID_REGULAR_EXPRESSION, "'('", REGEXP_LIKE, BOOLEAN, s("a"), s("("));
        fails(SqlState.INVALID_PARAMETER, "'q'", REGEXP_LIKE, BOOLEAN, s("a"), s("a"), s("q"));
        assertThat(call(REGEXP_REPLACE, VARCHAR, s("a1b22"), s("\\d+"), s("#"))).isEqualTo("a#b22");
        assertThat(call(REGEXP_REPLACE, VARCHAR, s("a1b22"), s("\\d+"), s("#"), s("g")))
                .isEqualTo("a#b#");
        assertThat(call(REGEXP_REPLACE, VARCHAR, s("john smith"), s("(\\w+) (\\w+)"), s("\\2, $1 \\&!")))
                .isEqualTo("smith, john john smith!");
        assertThat(call(REGEXP_REPLACE, VARCHAR, s("ab"), s("b"), s("$9\\\\"))).isEqualTo("a$9\\");
        assertThat(call(REGEXP_EXTRACT, VARCHAR, s("channel_id=42&x"), s("channel_id=([^&]*)"), i(1)))
                .isEqualTo("42");
        assertThat(call(REGEXP_EXTRACT, VARCHAR, s("abc"), s("x"))).isNull();
        assertThat(call(REGEXP_EXTRACT, VARCHAR, s("abc"), s("(x)?b"), i(1))).isNull();
        fails(SqlState.INVALID_PARAMETER, "no group 3", REGEXP_EXTRACT, VARCHAR, s("a"), s("(a)"), i(3));
    }

    @Test
    void survivesTextsThatAreTooLongForAnExpression() {
        assertThatThrownBy(() -> call(REGEXP_LIKE, BOOLEAN, s("ab".repeat(100_000) + "c"), s("^(a|b)*c")))
                .hasMessageContaining("too long for the regular expression");
    }
}
