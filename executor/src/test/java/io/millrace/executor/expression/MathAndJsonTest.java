package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Function;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MathAndJsonTest {
    private static void near(double expected, Function function, double... arguments) {
        Argument[] values = new Argument[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = d(arguments[i]);
        }
        assertThat((Double) call(function, DOUBLE, values)).isCloseTo(expected, Offset.offset(1e-12));
    }

    @Test
    void computesFunctionsOfDoubles() {
        near(3, SQRT, 9);
        near(-2, CBRT, -8);
        near(8, POWER, 2, 3);
        near(Math.E, EXP, 1);
        near(1, LN, Math.E);
        near(3, LOG10, 1000);
        near(10, LOG2, 1024);
        near(3, LOG, 2, 8);
        near(2, LOG, 10, 100);
        near(0, SIN, 0);
        near(1, COS, 0);
        near(1, TAN, Math.PI / 4);
        near(1, COT, Math.PI / 4);
        near(Math.PI / 2, ASIN, 1);
        near(0, ACOS, 1);
        near(Math.PI / 4, ATAN, 1);
        near(Math.PI / 4, ATAN2, 1, 1);
        near(0, SINH, 0);
        near(1, COSH, 0);
        near(0, TANH, 0);
        near(180, DEGREES, Math.PI);
        near(Math.PI, RADIANS, 180);
        assertThat(call(SQRT, DOUBLE, i(16))).isEqualTo(4.0);
        assertThat(call(SQRT, DOUBLE, nothing(DOUBLE))).isNull();
    }

    @Test
    void refusesWhatIsOutsideTheDomain() {
        fails(SqlState.INVALID_ARGUMENT, "SQRT(-1.0)", SQRT, DOUBLE, d(-1));
        fails(SqlState.INVALID_ARGUMENT, "LN(0.0)", LN, DOUBLE, d(0));
        fails(SqlState.INVALID_ARGUMENT, "LOG10(-1.0)", LOG10, DOUBLE, d(-1));
        fails(SqlState.INVALID_ARGUMENT, "POWER(-8.0, 0.5)", POWER, DOUBLE, d(-8), d(0.5));
        fails(SqlState.INVALID_ARGUMENT, "ASIN(2.0)", ASIN, DOUBLE, d(2));
        fails(SqlState.DIVISION_BY_ZERO, "division by zero", POWER, DOUBLE, d(0), d(-1));
        fails(SqlState.DIVISION_BY_ZERO, "division by zero", LOG, DOUBLE, d(1), d(5));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "EXP(1000.0)", EXP, DOUBLE, d(1000));
    }

    @Test
    void rounds() {
        assertThat(call(FLOOR, DOUBLE, d(-1.5))).isEqualTo(-2.0);
        assertThat(call(CEIL, DOUBLE, d(-1.5))).isEqualTo(-1.0);
        assertThat(call(ROUND, DOUBLE, d(-2.5))).isEqualTo(-3.0);
        assertThat(call(ROUND, DOUBLE, d(2.345), i(2))).isEqualTo(2.35);
        assertThat(call(ROUND, DOUBLE, d(1234.5), i(-2))).isEqualTo(1200.0);
        assertThat(call(TRUNCATE, DOUBLE, d(-2.9))).isEqualTo(-2.0);
        assertThat(call(TRUNCATE, DOUBLE, d(2.999), i(2))).isEqualTo(2.99);
        assertThat(call(FLOOR, decimal(5, 0), dec(5, 2, "-1.50"))).isEqualTo(new BigDecimal("-2"));
        assertThat(call(CEIL, decimal(6, 0), dec(5, 2, "999.01"))).isEqualTo(new BigDecimal("1000"));
        assertThat(call(FLOOR, decimal(38, 0), dec(38, 10, "-1.5000000000"))).isEqualTo(new BigDecimal("-2"));
        assertThat(call(CEIL, decimal(38, 0), dec(38, 10, "1.5000000000"))).isEqualTo(new BigDecimal("2"));
        assertThat(call(ROUND, decimal(5, 2), dec(5, 2, "2.50"))).isEqualTo(new BigDecimal("3.00"));
        assertThat(call(ROUND, decimal(5, 2), dec(5, 2, "-2.45"), i(1))).isEqualTo(new BigDecimal("-2.50"));
        assertThat(call(ROUND, decimal(38, 4), dec(38, 4, "2.4567"), i(2))).isEqualTo(new BigDecimal("2.4600"));
        assertThat(call(TRUNCATE, decimal(38, 4), dec(38, 4, "-2.4567"), i(2))).isEqualTo(new BigDecimal("-2.4500"));
        assertThat(call(TRUNCATE, decimal(5, 2), dec(5, 2, "2.99"))).isEqualTo(new BigDecimal("2.00"));
        assertThat(call(ROUND, INTEGER, i(1250), i(-2))).isEqualTo(1300);
        assertThat(call(TRUNCATE, BIGINT, l(-1299), i(-2))).isEqualTo(-1200L);
        assertThat(call(ROUND, INTEGER, i(7))).isEqualTo(7);
        assertThat(call(ROUND, BIGINT, l(7), i(-30))).isEqualTo(0L);
        assertThat(call(ROUND, INTEGER, i(7), nothing(INTEGER))).isNull();
        assertThat(call(FLOOR, BIGINT, dec(5, 2, "7.99"))).isEqualTo(7L);
        fails(SqlState.NUMBER_OUT_OF_RANGE, "INTEGER", ROUND, INTEGER, i(Integer.MAX_VALUE), i(-1));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(3, 1)", ROUND, decimal(3, 1), dec(3, 1, "99.9"), i(0));
    }

    private static @Nullable Object value(String json, String path) {
        return call(JSON_VALUE, VARCHAR, s(json), s(path));
    }

    @Test
    void takesJsonApart() {
        String json = "{\"a\": [1, {\"b\": \"x\\\"y\"}], \"n\": null}";
        assertThat(call(JSON_MEMBER, VARCHAR, s(json), s("a"))).isEqualTo("[1,{\"b\":\"x\\\"y\"}]");
        assertThat(call(JSON_MEMBER, VARCHAR, s(json), s("x"))).isNull();
        assertThat(call(JSON_MEMBER, VARCHAR, s("[5, 6]"), i(-1))).isEqualTo("6");
        assertThat(call(JSON_MEMBER, VARCHAR, s("[5, 6]"), i(2))).isNull();
        assertThat(call(JSON_MEMBER, VARCHAR, s("{\"1\": 2}"), i(1))).isNull();
        assertThat(call(JSON_TEXT, VARCHAR, s("\"x\\\"y\""))).isEqualTo("x\"y");
        assertThat(call(JSON_TEXT, VARCHAR, s("[1, 2]"))).isEqualTo("[1, 2]");
        assertThat(call(JSON_TEXT, VARCHAR, s("null"))).isNull();
        assertThat(call(JSON_KEY, VARCHAR, s("a\"b"))).isEqualTo("\"a\\\"b\":");
        fails(SqlState.NULL_NOT_ALLOWED, "is NULL", JSON_KEY, VARCHAR, nothing(VARCHAR));
        assertThat(call(JSON_LENGTH, INTEGER, s(json))).isEqualTo(2);
        assertThat(call(JSON_LENGTH, INTEGER, s(json), s("$.a[5]"))).isNull();
        assertThat(call(JSON_KEYS, VARCHAR, s(json))).isEqualTo("[\"a\",\"n\"]");
        assertThat(call(JSON_DEPTH, INTEGER, s(json))).isEqualTo(4);
        assertThat(call(JSON_TYPE, VARCHAR, s("12345678901234567890"))).isEqualTo("INTEGER");
        assertThat(call(JSON_PRETTY, VARCHAR, s("{\"a\":[],\"b\":[1]}")))
                .isEqualTo("{\n  \"a\": [],\n  \"b\": [\n    1\n  ]\n}");
        fails(SqlState.INVALID_CAST, "invalid text for JSON", JSON_TYPE, VARCHAR, s("{"));
        assertThat(call(IS_JSON, BOOLEAN, s("[".repeat(2000)), s("VALUE"))).isEqualTo(false);
    }

    @Test
    void saysHowAQuestionEnds() {
        assertThat(call(JSON_OUTCOME, INTEGER, s("{}"), s("$.a"), s("VALUE"), s("")))
                .isEqualTo(0);
        assertThat(call(JSON_OUTCOME, INTEGER, s("{\"a\":1}"), s("$.a"), s("VALUE"), s("EMPTY ERROR")))
                .isEqualTo(1);
        assertThat(call(JSON_OUTCOME, INTEGER, s("{\"a\":[]}"), s("$.a"), s("VALUE"), s("EMPTY")))
                .isEqualTo(2);
        assertThat(call(JSON_OUTCOME, INTEGER, s("{\"a\":1}"), s("strict $.b"), s("EXISTS"), s("")))
                .isEqualTo(2);
        assertThat(call(JSON_OUTCOME, INTEGER, s("[1]"), s("$[*]"), s("NONE"), s("")))
                .isEqualTo(2);
        fails(SqlState.NO_JSON_ITEM, "$.a", JSON_OUTCOME, INTEGER, s("{}"), s("$.a"), s("VALUE"), s("EMPTY"));
    }

    @Test
    void readsJson() {
        String json =
                "{\"a\": {\"b c\": [1, 2.50, \"x\", true, null]}, \"n\": \"é\", \"list\": [{\"k\": 1}, {\"k\": 2}]}";
        assertThat(value(json, "$.n")).isEqualTo("é");
        assertThat(value(json, "lax $.a.\"b c\"[1]")).isEqualTo("2.50");
        assertThat(value(json, "$.a['b c'][2]")).isEqualTo("x");
        assertThat(value(json, "$.a.\"b c\"[3]")).isEqualTo("true");
        assertThat(value(json, "$.a.\"b c\"[4]")).isNull();
        assertThat(value(json, "$.a.\"b c\"[last]")).isNull();
        assertThat(value(json, "$.list[1].k")).isEqualTo("2");
        assertThat(value(json, "$.list.k")).isNull();
        assertThat(value(json, "strict $.list.k")).isNull();
        assertThat(value(json, "$.n[0]")).isEqualTo("é");
        assertThat(value(json, "$.a")).isNull();
        assertThat(value(json, "$.missing")).isNull();
        assertThat(value("{broken", "$.a")).isNull();
        assertThat(value("12345678901234567890.1", "$")).isEqualTo("12345678901234567890.1");
        assertThat(call(JSON_QUERY, VARCHAR, s(json), s("$.list"))).isEqualTo("[{\"k\":1},{\"k\":2}]");
        assertThat(call(JSON_QUERY, VARCHAR, s(json), s("$.n"))).isNull();
        assertThat(call(JSON_EXISTS, BOOLEAN, s(json), s("$.list[*].k"))).isEqualTo(true);
        assertThat(call(JSON_EXISTS, BOOLEAN, s(json), s("$.list[5]"))).isEqualTo(false);
        assertThat(call(JSON_EXISTS, BOOLEAN, nothing(VARCHAR), s("$"))).isNull();
        assertThat(value("{\"a\": 1e5}", "$.a")).isEqualTo("100000");
        assertThat(value("[1] 2", "$[0]")).isNull();
        fails(SqlState.INVALID_PARAMETER, "JSON path '$.a?(@>1'", JSON_VALUE, VARCHAR, s(json), s("$.a?(@>1"));
    }

    @Test
    void filtersOfJsonPathsAreThreeValued() {
        String items =
                "{\"items\": [{\"n\": \"a\", \"p\": 5}, {\"n\": \"b\", \"p\": 15.0, \"s\": [1, 2]}, {\"n\": \"c\"},"
                        + " {\"n\": \"d\", \"p\": null}, {\"n\": \"e\", \"p\": \"x\"}]}";
        assertThat(names(items, "@.p > 10")).isEqualTo("[\"b\"]");
        assertThat(names(items, "@.p == 15")).isEqualTo("[\"b\"]");
        assertThat(names(items, "@.p != 5")).isEqualTo("[\"b\",\"d\"]");
        assertThat(names(items, "!(@.p > 10)")).isEqualTo("[\"a\",\"c\",\"d\"]");
        assertThat(names(items, "@.p == null || @.n starts with \"e\"")).isEqualTo("[\"d\",\"e\"]");
        assertThat(names(items, "exists(@.p) && 10 >= @.p")).isEqualTo("[\"a\"]");
        assertThat(names(items, "exists(@.s ? (@ == 2))")).isEqualTo("[\"b\"]");
        assertThat(names(items, "@.s == 2")).isEqualTo("[\"b\"]");
        assertThat(names(items, "(@.n < \"b\" || @.n > \"d\") && !(@.n == \"a\")"))
                .isEqualTo("[\"e\"]");
        assertThat(value("{\"a\": [1, 5, 7]}", "lax $.a ? (@ > 4 && @ < 6)")).isEqualTo("5");
        assertThat(value("{\"a\": [1, 5, 7]}", "strict $.a[*] ? (@ > 6)")).isEqualTo("7");
        for (String wrong : List.of("", "@ >", "@ > 1 &&", "@ 1", "@ > x", "exists(1)", "! @ > 1", "(".repeat(60))) {
            fails(
                    SqlState.INVALID_PARAMETER,
                    "cannot be read from position",
                    JSON_VALUE,
                    VARCHAR,
                    s("1"),
                    s("$ ? (" + wrong + ")"));
        }
    }

    private static @Nullable Object names(String items, String condition) {
        return call(JSON_QUERY, VARCHAR, s(items), s("$.items[*] ? (" + condition + ").n"), s("ALWAYS"));
    }
}
