package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Function;
import io.millrace.spi.error.SqlState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextFunctionsTest {
    private static @Nullable Object text(Function function, Argument... arguments) {
        return call(function, VARCHAR, arguments);
    }

    private static @Nullable Object number(Function function, Argument... arguments) {
        return call(function, INTEGER, arguments);
    }

    @Test
    void joinsText() {
        assertThat(text(CONCAT, s("a"), s("bc"), s(""))).isEqualTo("abc");
        assertThat(text(CONCAT, s("a"), nothing(VARCHAR))).isNull();
        assertThat(text(CONCAT, s("n="), i(5))).isEqualTo("n=5");
        assertThat(call(CONCAT, VARBINARY, bytes(1), bytes(2, 3))).isEqualTo(new byte[] {1, 2, 3});
        assertThat(text(CONCAT_TEXT, s("a"), nothing(VARCHAR), s("b"))).isEqualTo("ab");
        assertThat(text(CONCAT_TEXT, nothing(VARCHAR))).isEqualTo("");
        assertThat(text(CONCAT_WS, s(", "), s("a"), nothing(VARCHAR), s("b"))).isEqualTo("a, b");
        assertThat(text(CONCAT_WS, s(", "), nothing(VARCHAR), s("b"))).isEqualTo("b");
        assertThat(text(CONCAT_WS, s(", "), nothing(VARCHAR))).isEqualTo("");
        assertThat(text(CONCAT_WS, nothing(VARCHAR), s("a"), s("b"))).isNull();
    }

    @Test
    void changesCase() {
        assertThat(text(UPPER, s("abcXYZ09~"))).isEqualTo("ABCXYZ09~");
        assertThat(text(UPPER, s("straße"))).isEqualTo("STRASSE");
        assertThat(text(LOWER, s("ABC[@]é"))).isEqualTo("abc[@]é");
        assertThat(text(LOWER, s("ÀÉ İ"))).isEqualTo("àé i̇");
        assertThat(text(INITCAP, s("hELLO wORLD-foo 2ND élan"))).isEqualTo("Hello World-Foo 2nd Élan");
        assertThat(text(UPPER, nothing(VARCHAR))).isNull();
    }

    @Test
    void measuresText() {
        assertThat(number(CHAR_LENGTH, s("häß😀"))).isEqualTo(4);
        assertThat(number(CHAR_LENGTH, s(""))).isEqualTo(0);
        assertThat(number(OCTET_LENGTH, s("häß😀"))).isEqualTo(9);
        assertThat(number(OCTET_LENGTH, bytes(1, 2, 3))).isEqualTo(3);
        assertThat(call(CHAR_LENGTH, BIGINT, s("abc"))).isEqualTo(3L);
        assertThat(number(ASCII, s("A"))).isEqualTo(65);
        assertThat(number(ASCII, s("😀x"))).isEqualTo(0x1F600);
        assertThat(number(ASCII, s(""))).isEqualTo(0);
        assertThat(text(CHR, i(0x1F600))).isEqualTo("😀");
        fails(SqlState.INVALID_PARAMETER, "CHR(0)", CHR, VARCHAR, i(0));
        fails(SqlState.INVALID_PARAMETER, "CHR(55296)", CHR, VARCHAR, i(0xD800));
    }

    @Test
    void cutsSubstrings() {
        assertThat(text(SUBSTRING, s("hällo"), i(2))).isEqualTo("ällo");
        assertThat(text(SUBSTRING, s("hällo"), i(2), i(2))).isEqualTo("äl");
        assertThat(text(SUBSTRING, s("hällo"), i(-1), i(3))).isEqualTo("h");
        assertThat(text(SUBSTRING, s("hällo"), i(0))).isEqualTo("hällo");
        assertThat(text(SUBSTRING, s("hällo"), i(-5), i(3))).isEqualTo("");
        assertThat(text(SUBSTRING, s("hällo"), i(9), i(3))).isEqualTo("");
        assertThat(text(SUBSTRING, s("hällo"), i(2), i(Integer.MAX_VALUE))).isEqualTo("ällo");
        assertThat(text(SUBSTRING, s("hällo"), i(Integer.MIN_VALUE), i(Integer.MAX_VALUE)))
                .isEqualTo("");
        assertThat(call(SUBSTRING, VARBINARY, bytes(1, 2, 3), i(2), i(5))).isEqualTo(new byte[] {2, 3});
        assertThat(call(SUBSTRING, VARBINARY, bytes(1, 2, 3), i(0), i(1))).isEqualTo(new byte[] {});
        fails(SqlState.INVALID_PARAMETER, "-1", SUBSTRING, VARCHAR, s("a"), i(1), i(-1));
        assertThat(text(LEFT, s("hällo"), i(2))).isEqualTo("hä");
        assertThat(text(LEFT, s("hällo"), i(-2))).isEqualTo("häl");
        assertThat(text(LEFT, s("hällo"), i(-9))).isEqualTo("");
        assertThat(text(RIGHT, s("hällo"), i(4))).isEqualTo("ällo");
        assertThat(text(RIGHT, s("hällo"), i(-4))).isEqualTo("o");
        assertThat(text(RIGHT, s("hällo"), i(9))).isEqualTo("hällo");
    }

    @Test
    void trims() {
        assertThat(text(TRIM_BOTH, s("  a b "), s(" "))).isEqualTo("a b");
        assertThat(text(TRIM_BOTH, s("xyabcyx"), s("xy"))).isEqualTo("abc");
        assertThat(text(TRIM_LEADING, s("ééa"), s("é"))).isEqualTo("a");
        assertThat(text(TRIM_TRAILING, s("aéé"), s("é"))).isEqualTo("a");
        assertThat(text(TRIM_TRAILING, s("aè"), s("é"))).isEqualTo("aè");
        assertThat(text(TRIM_BOTH, s("   "), s(" "))).isEqualTo("");
        assertThat(text(TRIM_BOTH, s("a"), s(""))).isEqualTo("a");
    }

    @Test
    void pads() {
        assertThat(text(LPAD, s("hä"), i(5), s("xyz"))).isEqualTo("xyzhä");
        assertThat(text(LPAD, s("hä"), i(6), s("éa"))).isEqualTo("éaéahä");
        assertThat(text(RPAD, s("hä"), i(5), s("éa"))).isEqualTo("häéaé");
        assertThat(text(LPAD, s("hällo"), i(2), s("x"))).isEqualTo("hä");
        assertThat(text(RPAD, s("hällo"), i(2), s("x"))).isEqualTo("hä");
        assertThat(text(LPAD, s("a"), i(3))).isEqualTo("  a");
        assertThat(text(LPAD, s("a"), i(3), s(""))).isEqualTo("a");
        assertThat(text(RPAD, s("a"), i(-1), s("x"))).isEqualTo("");
        fails(SqlState.INVALID_PARAMETER, "longer than", LPAD, VARCHAR, s("a"), i(Integer.MAX_VALUE), s("x"));
    }

    @Test
    void finds() {
        assertThat(number(POSITION, s("lo"), s("häLlo lo"))).isEqualTo(4);
        assertThat(number(POSITION, s("x"), s("hällo"))).isEqualTo(0);
        assertThat(number(POSITION, s(""), s("hällo"))).isEqualTo(1);
        assertThat(number(POSITION, s("l"), s("hällo"), i(4))).isEqualTo(4);
        assertThat(number(POSITION, s("l"), s("hällo"), i(5))).isEqualTo(0);
        assertThat(number(POSITION, s("l"), s("hällo"), i(0))).isEqualTo(0);
        assertThat(call(STARTS_WITH, BOOLEAN, s("hällo"), s("hä"))).isEqualTo(true);
        assertThat(call(STARTS_WITH, BOOLEAN, s("h"), s("hä"))).isEqualTo(false);
        assertThat(call(ENDS_WITH, BOOLEAN, s("hällo"), s("llo"))).isEqualTo(true);
        assertThat(call(ENDS_WITH, BOOLEAN, s("lo"), s("llo"))).isEqualTo(false);
        assertThat(call(CONTAINS, BOOLEAN, s("hällo"), s("äl"))).isEqualTo(true);
        assertThat(call(CONTAINS, BOOLEAN, s("hällo"), s("al"))).isEqualTo(false);
        assertThat(call(CONTAINS, BOOLEAN, s(""), s(""))).isEqualTo(true);
    }

    @Test
    void replaces() {
        assertThat(text(REPLACE, s("abcabc"), s("b"), s("XX"))).isEqualTo("aXXcaXXc");
        assertThat(text(REPLACE, s("aaa"), s("aa"), s("b"))).isEqualTo("ba");
        assertThat(text(REPLACE, s("abc"), s(""), s("x"))).isEqualTo("abc");
        assertThat(text(REPLACE, s("abc"), s("abc"), s(""))).isEqualTo("");
        assertThat(text(OVERLAY, s("hällo"), s("XY"), i(2))).isEqualTo("hXYlo");
        assertThat(text(OVERLAY, s("hällo"), s("XY"), i(2), i(0))).isEqualTo("hXYällo");
        assertThat(text(OVERLAY, s("hällo"), s("XY"), i(9), i(1))).isEqualTo("hälloXY");
        fails(SqlState.INVALID_PARAMETER, "OVERLAY", OVERLAY, VARCHAR, s("a"), s("b"), i(0));
        assertThat(text(TRANSLATE, s("12345"), s("143"), s("ax"))).isEqualTo("a2x5");
        assertThat(text(TRANSLATE, s("häß"), s("äß"), s("😀s"))).isEqualTo("h😀s");
        assertThat(text(REVERSE, s("hä😀"))).isEqualTo("😀äh");
        assertThat(text(REPEAT, s("ab"), i(3))).isEqualTo("ababab");
        assertThat(text(REPEAT, s("ab"), i(-1))).isEqualTo("");
        fails(SqlState.INVALID_PARAMETER, "REPEAT", REPEAT, VARCHAR, s("abcdefgh"), i(Integer.MAX_VALUE));
    }

    @Test
    void splits() {
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(1))).isEqualTo("a");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(3))).isEqualTo("");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(4))).isEqualTo("c");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(5))).isEqualTo("");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(-1))).isEqualTo("c");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(-4))).isEqualTo("a");
        assertThat(text(SPLIT_PART, s("a,b,,c"), s(","), i(-5))).isEqualTo("");
        assertThat(text(SPLIT_PART, s("aéébéé"), s("éé"), i(2))).isEqualTo("b");
        assertThat(text(SPLIT_PART, s("abc"), s(""), i(1))).isEqualTo("abc");
        assertThat(text(SPLIT_PART, s("abc"), s(""), i(2))).isEqualTo("");
        fails(SqlState.INVALID_PARAMETER, "SPLIT_PART", SPLIT_PART, VARCHAR, s("a"), s(","), i(0));
    }

    @Test
    void encodes() {
        assertThat(text(MD5, s("abc"))).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(text(SHA1, s("abc"))).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(text(SHA256, bytes('a', 'b', 'c')))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat((String) text(SHA512, s("abc")))
                .startsWith("ddaf35a193617aba")
                .hasSize(128);
        assertThat(text(TO_HEX, i(255))).isEqualTo("ff");
        assertThat(text(TO_HEX, l(-1))).isEqualTo("ffffffffffffffff");
        assertThat(text(TO_HEX, bytes(0, 255))).isEqualTo("00ff");
        assertThat(text(TO_BASE64, s("häl"))).isEqualTo("aMOkbA==");
        assertThat(call(FROM_BASE64, VARBINARY, s("AP8="))).isEqualTo(new byte[] {0, -1});
        fails(SqlState.INVALID_CAST, "'a!'", FROM_BASE64, VARBINARY, s("a!"));
        assertThat(text(URL_ENCODE, s("a b&ä"))).isEqualTo("a+b%26%C3%A4");
        assertThat(text(URL_DECODE, s("a+b%26%C3%A4"))).isEqualTo("a b&ä");
        fails(SqlState.INVALID_CAST, "'%zz'", URL_DECODE, VARCHAR, s("%zz"));
    }
}
