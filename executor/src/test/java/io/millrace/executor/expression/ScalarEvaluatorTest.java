package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarEvaluatorTest {
    @Test
    void computesRowsOfConstants() {
        RowBatch row = ScalarEvaluator.evaluate(
                List.of(
                        Literal.of(BIGINT, 5),
                        Call.of(ADD, BIGINT, Literal.of(BIGINT, 5), Literal.of(BIGINT, 6)),
                        Literal.ofNull(VARCHAR)),
                0);
        assertThat(row.rows()).isEqualTo(1);
        assertThat(JavaValues.read(row.column(0), 0, BIGINT)).isEqualTo(5L);
        assertThat(JavaValues.read(row.column(1), 0, BIGINT)).isEqualTo(11L);
        assertThat(JavaValues.read(row.column(2), 0, VARCHAR)).isNull();
        assertThat(ScalarEvaluator.evaluate(List.of(Literal.ofText(VARCHAR, "x")), 0)
                        .column(0)
                        .storage())
                .isEqualTo(VARCHAR.storage());
    }

    @Test
    void foldsConstants() {
        assertThat(ScalarEvaluator.fold(Call.of(UPPER, VARCHAR, Literal.ofText(VARCHAR, "é")), 0))
                .isEqualTo(Literal.ofText(VARCHAR, "É"));
        assertThat(ScalarEvaluator.fold(
                                Call.of(CAST, TIMESTAMP, Literal.ofText(VARCHAR, "2024-01-01 00:00:00.123456")), 0)
                        .text())
                .isEqualTo("1704067200123456");
        assertThat(ScalarEvaluator.fold(Call.of(CAST, decimal(30, 2), Literal.of(INTEGER, -5)), 0)
                        .text())
                .isEqualTo("-500");
        assertThat(ScalarEvaluator.fold(Literal.ofNull(BIGINT), 0).holdsNull()).isTrue();
    }

    @Test
    void givesTheTimeOfTheEpoch() {
        assertThat(JavaValues.read(
                        ScalarEvaluator.evaluate(Call.of(EPOCH_TIME, TIMESTAMP_TZ), 1_500_000), 0, TIMESTAMP_TZ))
                .isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:01.5Z"));
    }
}
