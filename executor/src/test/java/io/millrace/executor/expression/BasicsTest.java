package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.BIGINT;
import static io.millrace.executor.expression.Evaluation.BOOLEAN;
import static io.millrace.executor.expression.Evaluation.DOUBLE;
import static io.millrace.executor.expression.Evaluation.INTEGER;
import static io.millrace.executor.expression.Evaluation.VARCHAR;
import static io.millrace.executor.expression.Evaluation.call;
import static io.millrace.executor.expression.Evaluation.decimal;
import static io.millrace.executor.expression.Evaluation.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasicsTest {
    @Test
    void addsNumbers() {
        assertThat(call(Function.ADD, INTEGER, of(INTEGER, 2), of(INTEGER, 3))).isEqualTo(5);
        assertThat(call(Function.ADD, BIGINT, of(BIGINT, 2), of(INTEGER, null))).isNull();
        assertThat(call(Function.ADD, decimal(11, 2), of(decimal(10, 2), new BigDecimal("2.50")), of(INTEGER, 3)))
                .isEqualTo(new BigDecimal("5.50"));
        assertThat(call(
                        Function.MULTIPLY,
                        decimal(23, 3),
                        of(decimal(4, 3), new BigDecimal("0.908")),
                        of(BIGINT, 1000L)))
                .isEqualTo(new BigDecimal("908.000"));
        assertThat(call(Function.DIVIDE, decimal(38, 6), of(decimal(4, 3), new BigDecimal("2.000")), of(BIGINT, 3L)))
                .isEqualTo(new BigDecimal("0.666667"));
        assertThat(call(Function.ADD, DOUBLE, of(DOUBLE, 2.5), of(INTEGER, 3))).isEqualTo(5.5);
    }

    @Test
    void castsToText() {
        assertThat(call(Function.CAST, VARCHAR, of(INTEGER, -2))).isEqualTo("-2");
        assertThat(call(Function.CAST, BIGINT, of(VARCHAR, " 12 "))).isEqualTo(12L);
        assertThat(call(Function.TRY_CAST, BIGINT, of(VARCHAR, "x"))).isNull();
    }

    @Test
    void printsText() {
        Expression a = new InputRef(0, BIGINT);
        Expression product = Call.of(Function.MULTIPLY, decimal(23, 3), Literal.of(decimal(4, 3), 908), a);
        CalcProgram program = CalcCompiler.compile(
                Call.of(
                        Function.AND,
                        BOOLEAN,
                        Call.of(Function.GREATER, BOOLEAN, product, Literal.of(BIGINT, 10L)),
                        Call.of(Function.EQUAL, BOOLEAN, new InputRef(1, VARCHAR), Literal.ofText(VARCHAR, "abc"))),
                List.of(
                        a,
                        product,
                        Call.of(
                                Function.CASE,
                                INTEGER,
                                Call.of(Function.LESS, BOOLEAN, a, Literal.of(BIGINT, 2)),
                                Literal.of(INTEGER, 1),
                                Literal.of(INTEGER, 2)),
                        Call.of(Function.CAST, VARCHAR, a)),
                List.of(BIGINT, VARCHAR),
                ErrorPolicy.FAIL);
        program.variant(true);
    }
}
