package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonAndLogicTest {
    /** The results of =, <>, <, <=, >, >= in order, as letters. */
    private static String compared(Argument left, Argument right) {
        StringBuilder text = new StringBuilder();
        for (Function function : List.of(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL)) {
            Object result = call(function, BOOLEAN, left, right);
            text.append(result == null ? '-' : (Boolean) result ? 't' : 'f');
        }
        return text.toString();
    }

    private static final String LESS_THAN = "ftttff";
    private static final String SAME = "tfftft";
    private static final String MORE_THAN = "ftffTT".toLowerCase();
    private static final String UNKNOWN = "------";

    @Test
    void comparesNumbersOfAllKinds() {
        assertThat(compared(i(1), i(2))).isEqualTo(LESS_THAN);
        assertThat(compared(l(2), i(2))).isEqualTo(SAME);
        assertThat(compared(dec(5, 2, "2.50"), dec(5, 1, "2.5"))).isEqualTo(SAME);
        assertThat(compared(dec(5, 2, "2.51"), dec(38, 1, "2.5"))).isEqualTo(MORE_THAN);
        assertThat(compared(dec(38, 0, "9".repeat(38)), dec(38, 37, "9." + "9".repeat(37))))
                .isEqualTo(MORE_THAN);
        assertThat(compared(l(Long.MIN_VALUE), dec(20, 1, "-9223372036854775808.0")))
                .isEqualTo(SAME);
        assertThat(compared(dec(20, 1, "-9223372036854775808.1"), l(Long.MIN_VALUE)))
                .isEqualTo(LESS_THAN);
        assertThat(compared(d(2.5), dec(5, 2, "2.50"))).isEqualTo(SAME);
        assertThat(compared(i(1), nothing(INTEGER))).isEqualTo(UNKNOWN);
    }

    @Test
    void putsNaNAboveAllNumbers() {
        assertThat(compared(d(Double.NaN), d(Double.POSITIVE_INFINITY))).isEqualTo(MORE_THAN);
        assertThat(compared(d(Double.NaN), d(Double.NaN))).isEqualTo(SAME);
        assertThat(compared(d(-0.0), d(0.0))).isEqualTo(SAME);
    }

    @Test
    void comparesTextByBytes() {
        assertThat(compared(s("abc"), s("abd"))).isEqualTo(LESS_THAN);
        assertThat(compared(s("ab"), s("abc"))).isEqualTo(LESS_THAN);
        assertThat(compared(s(""), s(""))).isEqualTo(SAME);
        assertThat(compared(s("é"), s("z"))).isEqualTo(MORE_THAN);
        // By UTF-16 units the order would be the other way round.
        assertThat(compared(s("\uFFFD"), s("😀"))).isEqualTo(LESS_THAN);
        assertThat(compared(of(character(5), "ab   "), of(character(3), "ab "))).isEqualTo(SAME);
        assertThat(compared(s("ab "), s("ab"))).isEqualTo(MORE_THAN);
        assertThat(compared(bytes(0x80), bytes(0x7f))).isEqualTo(MORE_THAN);
    }

    @Test
    void comparesTimesAndBooleans() {
        assertThat(compared(date("2024-02-29"), ts("2024-02-29 00:00:00"))).isEqualTo(SAME);
        assertThat(compared(date("2024-02-29"), date("2024-03-01"))).isEqualTo(LESS_THAN);
        assertThat(compared(ts("2024-02-29 00:00:00.000001"), ts("2024-02-29 00:00:00")))
                .isEqualTo(MORE_THAN);
        assertThat(compared(time("10:00:00"), time("10:00:00"))).isEqualTo(SAME);
        assertThat(compared(of(MICROS, 5L), of(MICROS, 6L))).isEqualTo(LESS_THAN);
        assertThat(compared(b(false), b(true))).isEqualTo(LESS_THAN);
        fails(SqlState.DATATYPE_MISMATCH, "cannot compare VARCHAR with INTEGER", EQUAL, BOOLEAN, s("1"), i(1));
    }

    @Test
    void knowsWhatIsDistinct() {
        assertThat(call(IS_DISTINCT_FROM, BOOLEAN, i(1), nothing(INTEGER))).isEqualTo(true);
        assertThat(call(IS_DISTINCT_FROM, BOOLEAN, nothing(VARCHAR), nothing(VARCHAR)))
                .isEqualTo(false);
        assertThat(call(IS_NOT_DISTINCT_FROM, BOOLEAN, s("a"), s("a"))).isEqualTo(true);
        assertThat(call(IS_NOT_DISTINCT_FROM, BOOLEAN, s("a"), s("b"))).isEqualTo(false);
        assertThat(evaluate(
                        Call.of(IS_DISTINCT_FROM, BOOLEAN, new InputRef(0, INTEGER), Literal.ofNull(INTEGER)), i(1)))
                .isEqualTo(true);
    }

    @Test
    void hasThreeValuedLogic() {
        Boolean[] values = {true, false, null};
        for (Boolean left : values) {
            for (Boolean right : values) {
                Argument a = of(BOOLEAN, left);
                Argument b = of(BOOLEAN, right);
                Boolean and = Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)
                        ? Boolean.FALSE
                        : left == null || right == null ? null : Boolean.TRUE;
                Boolean or = Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right)
                        ? Boolean.TRUE
                        : left == null || right == null ? null : Boolean.FALSE;
                assertThat(call(AND, BOOLEAN, a, b)).isEqualTo(and);
                assertThat(call(OR, BOOLEAN, a, b)).isEqualTo(or);
            }
            Argument a = of(BOOLEAN, left);
            assertThat(call(NOT, BOOLEAN, a)).isEqualTo(left == null ? null : !left);
            assertThat(call(IS_TRUE, BOOLEAN, a)).isEqualTo(Boolean.TRUE.equals(left));
            assertThat(call(IS_NOT_TRUE, BOOLEAN, a)).isEqualTo(!Boolean.TRUE.equals(left));
            assertThat(call(IS_FALSE, BOOLEAN, a)).isEqualTo(Boolean.FALSE.equals(left));
            assertThat(call(IS_NOT_FALSE, BOOLEAN, a)).isEqualTo(!Boolean.FALSE.equals(left));
            assertThat(call(IS_NULL, BOOLEAN, a)).isEqualTo(left == null);
            assertThat(call(IS_NOT_NULL, BOOLEAN, a)).isEqualTo(left != null);
        }
    }

    private static Expression divisionByZero() {
        return Call.of(
                DIVIDE,
                INTEGER,
                new InputRef(0, INTEGER),
                Call.of(SUBTRACT, INTEGER, new InputRef(0, INTEGER), new InputRef(0, INTEGER)));
    }

    @Test
    void evaluatesOnlyWhatDecides() {
        Expression fails = Call.of(GREATER, BOOLEAN, divisionByZero(), Literal.of(INTEGER, 0));
        Expression isOne = Call.of(EQUAL, BOOLEAN, new InputRef(0, INTEGER), Literal.of(INTEGER, 1));
        assertThat(evaluate(Call.of(OR, BOOLEAN, isOne, fails), i(1))).isEqualTo(true);
        assertThat(evaluate(Call.of(AND, BOOLEAN, Call.of(NOT, BOOLEAN, isOne), fails), i(1)))
                .isEqualTo(false);
        assertThat(evaluate(Call.of(CASE, INTEGER, isOne, Literal.of(INTEGER, 7), divisionByZero()), i(1)))
                .isEqualTo(7);
        assertThat(evaluate(Call.of(COALESCE, INTEGER, new InputRef(0, INTEGER), divisionByZero()), i(1)))
                .isEqualTo(1);
    }

    @Test
    void casesThatAreDecidedBeforeAnyRow() {
        Expression a = new InputRef(0, DOUBLE);
        Literal yes = Literal.of(BOOLEAN, 1);
        Literal no = Literal.of(BOOLEAN, 0);
        Expression inner = new Call(CASE, List.of(yes, a, yes, a), DOUBLE);
        Expression outer = new Call(CASE, List.of(no, Literal.of(DOUBLE, 1.5), yes, inner, no, a), DOUBLE);
        assertThat(evaluate(outer, d(2.5))).isEqualTo(2.5);
        assertThat(evaluate(outer, nothing(DOUBLE))).isNull();
        Expression never = new Call(CASE, List.of(no, a, Literal.ofNull(BOOLEAN), a), DOUBLE);
        assertThat(evaluate(never, d(2.5))).isNull();
    }

    @Test
    void choosesCases() {
        Expression a = new InputRef(0, INTEGER);
        Expression value = new Call(
                CASE,
                List.of(
                        Call.of(LESS, BOOLEAN, a, Literal.of(INTEGER, 0)),
                        Literal.ofText(VARCHAR, "below"),
                        Call.of(EQUAL, BOOLEAN, a, Literal.of(INTEGER, 0)),
                        Literal.ofNull(VARCHAR),
                        Literal.ofText(VARCHAR, "above")),
                VARCHAR);
        assertThat(evaluate(value, i(-1))).isEqualTo("below");
        assertThat(evaluate(value, i(0))).isNull();
        assertThat(evaluate(value, i(1))).isEqualTo("above");
        assertThat(evaluate(value, nothing(INTEGER))).isEqualTo("above");
    }

    @Test
    void choosesFirstLargestAndSmallest() {
        assertThat(call(COALESCE, INTEGER, nothing(INTEGER), i(2), i(3))).isEqualTo(2);
        assertThat(call(COALESCE, VARCHAR, nothing(VARCHAR), nothing(VARCHAR))).isNull();
        assertThat(call(GREATEST, INTEGER, i(1), nothing(INTEGER), i(3))).isEqualTo(3);
        assertThat(call(LEAST, VARCHAR, s("b"), s("a"), s("c"))).isEqualTo("a");
        assertThat(call(LEAST, INTEGER, nothing(INTEGER), nothing(INTEGER))).isNull();
        assertThat(call(GREATEST, DOUBLE, d(1), d(Double.NaN))).isEqualTo(Double.NaN);
        assertThat(call(GREATEST, decimal(38, 2), dec(38, 2, "1.00"), i(2))).isEqualTo(new BigDecimal("2.00"));
    }

    @Test
    void treatsConstantsAsValues() {
        @Nullable Object both = evaluate(Call.of(AND, BOOLEAN, Literal.of(BOOLEAN, 1), Literal.ofNull(BOOLEAN)));
        assertThat(both).isNull();
        assertThat(evaluate(Call.of(OR, BOOLEAN, Literal.of(BOOLEAN, 1), Literal.ofNull(BOOLEAN))))
                .isEqualTo(true);
        assertThat(evaluate(Call.of(IS_NULL, BOOLEAN, Literal.ofNull(BOOLEAN)))).isEqualTo(true);
        assertThat(evaluate(Call.of(EQUAL, BOOLEAN, Literal.ofNull(INTEGER), Literal.of(INTEGER, 1))))
                .isNull();
    }
}
