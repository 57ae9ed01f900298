package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinConditionTest {
    private static final RowBatch LEFT =
            RowBatch.of(3, column(BIGINT, Arrays.asList(1L, 5L, null)), column(VARCHAR, Arrays.asList("a", "b", "c")));
    private static final RowBatch RIGHT =
            RowBatch.of(2, column(VARCHAR, Arrays.asList("b", null)), column(BIGINT, Arrays.asList(3L, 4L)));

    @Test
    void testsPairsOfRows() {
        Expression less = Call.of(LESS, BOOLEAN, new InputRef(0, BIGINT), new InputRef(3, BIGINT));
        Expression same = Call.of(EQUAL, BOOLEAN, new InputRef(1, VARCHAR), new InputRef(2, VARCHAR));
        Expression condition = Call.of(OR, BOOLEAN, less, same);
        JoinCondition join =
                JoinConditionCompiler.compile(condition, List.of(BIGINT, VARCHAR), List.of(VARCHAR, BIGINT));
        assertThat(join.test(LEFT, 0, RIGHT, 0)).isTrue();
        assertThat(join.test(LEFT, 1, RIGHT, 0)).isTrue();
        assertThat(join.test(LEFT, 1, RIGHT, 1)).isFalse();
        assertThat(join.test(LEFT, 2, RIGHT, 0)).isFalse();
        RowBatch other = RowBatch.of(1, column(BIGINT, List.of(9L)), column(VARCHAR, List.of("b")));
        assertThat(join.test(other, 0, RIGHT, 0)).isTrue();
        assertThat(join.test(other, 0, RIGHT, 1)).isFalse();
        assertThat(join.test(LEFT, 0, RIGHT, 1)).isTrue();
    }

    @Test
    void cutsUpLargeConditions() {
        List<Expression> parts = new java.util.ArrayList<>();
        for (int i = 0; i < 300; i++) {
            parts.add(Call.of(
                    NOT_EQUAL,
                    BOOLEAN,
                    Call.of(ADD, BIGINT, new InputRef(0, BIGINT), new InputRef(3, BIGINT)),
                    Literal.of(BIGINT, i + 5)));
        }
        JoinCondition join = JoinConditionCompiler.compile(
                new Call(AND, parts, BOOLEAN), List.of(BIGINT, VARCHAR), List.of(VARCHAR, BIGINT));
        assertThat(join.test(LEFT, 0, RIGHT, 0)).isTrue();
        assertThat(join.test(LEFT, 1, RIGHT, 0)).isFalse();
    }

    @Test
    void knowsTheTimeOfTheEpoch() {
        Expression later = Call.of(GREATER, BOOLEAN, Call.of(EPOCH_TIME, TIMESTAMP_TZ), Literal.of(TIMESTAMP_TZ, 5));
        JoinCondition join = JoinConditionCompiler.compile(later, List.of(BIGINT, VARCHAR), List.of(VARCHAR, BIGINT));
        assertThat(join.test(LEFT, 0, RIGHT, 0)).isFalse();
        join.epochTime(6);
        assertThat(join.test(LEFT, 0, RIGHT, 0)).isTrue();
    }
}
