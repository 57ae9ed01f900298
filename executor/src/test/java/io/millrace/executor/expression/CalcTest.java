package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalcTest {
    private static final Expression A = new InputRef(0, BIGINT);
    private static final Expression NAME = new InputRef(1, VARCHAR);
    private static final List<DataType> TYPES = List.of(BIGINT, VARCHAR);

    private static RowBatch batch(int @Nullable [] selection, byte @Nullable [] weights) {
        Column numbers = column(BIGINT, List.of(10L, 11L, 12L, 13L, 14L));
        Column names = column(VARCHAR, Arrays.asList("a", "bb", null, "dddd", ""));
        return new RowBatch(
                new Column[] {numbers, names}, selection == null ? 5 : selection.length, selection, weights);
    }

    private static Expression isEven() {
        return Call.of(EQUAL, BOOLEAN, Call.of(MODULO, BIGINT, A, Literal.of(BIGINT, 2)), Literal.of(BIGINT, 0));
    }

    private static @Nullable RowBatch run(@Nullable Expression condition, RowBatch input, Expression... projections) {
        return CalcCompiler.compile(condition, List.of(projections), TYPES, ErrorPolicy.FAIL)
                .newInstance()
                .apply(input, CONTEXT);
    }

    /** Rows as text: weight, values. */
    private static List<String> rows(@Nullable RowBatch batch, DataType... types) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; batch != null && i < batch.rows(); i++) {
            int row = batch.row(i);
            StringBuilder text = new StringBuilder(batch.weight(row) > 0 ? "+" : "-");
            for (int c = 0; c < types.length; c++) {
                text.append(' ').append(JavaValues.read(batch.column(c), row, types[c]));
            }
            rows.add(text.toString());
        }
        return rows;
    }

    @Test
    void sharesColumnsThatArePassedThrough() {
        RowBatch input = batch(null, null);
        RowBatch output = run(isEven(), input, NAME, A);
        assertThat(rows(output, VARCHAR, BIGINT)).containsExactly("+ a 10", "+ null 12", "+  14");
        assertThat(output.column(0)).isSameAs(input.column(1));
        assertThat(output.column(1)).isSameAs(input.column(0));
        assertThat(output.selection()).startsWith(0, 2, 4);
    }

    @Test
    void writesComputedColumnsBesideThoseThatAreShared() {
        RowBatch input = batch(null, new byte[] {1, -1, 1, 1, -1});
        RowBatch output = run(isEven(), input, A, Call.of(ADD, BIGINT, A, A), Call.of(UPPER, VARCHAR, NAME));
        assertThat(rows(output, BIGINT, BIGINT, VARCHAR)).containsExactly("+ 10 20 A", "+ 12 24 null", "- 14 28 ");
        assertThat(output.column(0)).isSameAs(input.column(0));
        assertThat(((BytesColumn) output.column(2)).offsets()).startsWith(0, 1, 1, 1, 1, 1);
    }

    @Test
    void compactsIfNothingIsShared() {
        RowBatch output = run(
                isEven(),
                batch(null, new byte[] {1, -1, 1, 1, -1}),
                Call.of(ADD, BIGINT, A, A),
                Call.of(CONCAT, VARCHAR, NAME, NAME));
        assertThat(output.selection()).isNull();
        assertThat(rows(output, BIGINT, VARCHAR)).containsExactly("+ 20 aa", "+ 24 null", "- 28 ");
    }

    @Test
    void respectsTheSelectionOfItsInput() {
        int[] selection = {1, 2, 4};
        byte[] weights = {1, -1, 1, 1, -1};
        assertThat(rows(run(isEven(), batch(selection, weights), A, Call.of(NEGATE, BIGINT, A)), BIGINT, BIGINT))
                .containsExactly("+ 12 -12", "- 14 -14");
        assertThat(rows(run(isEven(), batch(selection, weights), Call.of(NEGATE, BIGINT, A)), BIGINT))
                .containsExactly("+ -12", "- -14");
        assertThat(rows(run(null, batch(selection, weights), A, Call.of(NEGATE, BIGINT, A)), BIGINT, BIGINT))
                .containsExactly("- 11 -11", "+ 12 -12", "- 14 -14");
        assertThat(rows(run(null, batch(selection, weights), Call.of(NEGATE, BIGINT, A)), BIGINT))
                .containsExactly("- -11", "+ -12", "- -14");
    }

    @Test
    void givesNothingIfNoRowPasses() {
        Expression never = Call.of(LESS, BOOLEAN, A, Literal.of(BIGINT, 0));
        assertThat(run(never, batch(null, null), A)).isNull();
        assertThat(run(Literal.of(BOOLEAN, 0), batch(null, null), A)).isNull();
        assertThat(run(Literal.ofNull(BOOLEAN), batch(null, null), A)).isNull();
        assertThat(run(null, batch(new int[0], null), A)).isNull();
        assertThat(rows(run(Literal.of(BOOLEAN, 1), batch(null, null), A), BIGINT))
                .hasSize(5);
        Expression nullForOne = Call.of(NOT_EQUAL, BOOLEAN, NAME, Literal.ofText(VARCHAR, "a"));
        assertThat(rows(run(nullForOne, batch(null, null), A), BIGINT)).containsExactly("+ 11", "+ 13", "+ 14");
    }

    @Test
    void givesConstantsAndNoColumnsAtAll() {
        RowBatch output = run(isEven(), batch(null, null), Literal.of(INTEGER, 7), Literal.ofNull(VARCHAR));
        assertThat(rows(output, INTEGER, VARCHAR)).containsExactly("+ 7 null", "+ 7 null", "+ 7 null");
        RowBatch empty = run(isEven(), batch(null, null));
        assertThat(empty.rows()).isEqualTo(3);
        assertThat(empty.columnCount()).isZero();
    }

    @Test
    void computesEqualProjectionsOnce() {
        Expression twice = Call.of(ADD, BIGINT, A, A);
        RowBatch output = run(null, batch(null, null), twice, twice, A);
        assertThat(output.column(0)).isSameAs(output.column(1));
    }

    @Test
    void handsOutNewArraysForEachBatch() {
        CalcInstance calc = CalcCompiler.compile(
                        null,
                        List.of(Call.of(ADD, BIGINT, A, A), Call.of(CONCAT, VARCHAR, NAME, NAME)),
                        TYPES,
                        ErrorPolicy.FAIL)
                .newInstance();
        RowBatch first = calc.apply(batch(null, null), CONTEXT);
        List<String> before = rows(first, BIGINT, VARCHAR);
        RowBatch second = calc.apply(batch(new int[] {1, 3}, null), CONTEXT);
        assertThat(rows(first, BIGINT, VARCHAR)).isEqualTo(before);
        assertThat(rows(second, BIGINT, VARCHAR)).containsExactly("+ 22 bbbb", "+ 26 dddddddd");
    }

    /** 10 / (a − 12), which fails for the third row. */
    private static Expression failingOnce() {
        return Call.of(DIVIDE, BIGINT, Literal.of(BIGINT, 10), Call.of(SUBTRACT, BIGINT, A, Literal.of(BIGINT, 12)));
    }

    @Test
    void failsWithTheValuesInTheMessage() {
        assertThatThrownBy(() -> run(null, batch(null, null), failingOnce()))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.DIVISION_BY_ZERO))
                .hasMessage("division by zero: 10 / 0");
    }

    @Test
    void computesProjectionsOnlyOfRowsThatPass() {
        Expression condition = Call.of(NOT_EQUAL, BOOLEAN, A, Literal.of(BIGINT, 12));
        assertThat(rows(run(condition, batch(null, null), failingOnce()), BIGINT))
                .containsExactly("+ -5", "+ -10", "+ 10", "+ 5");
        Expression both =
                Call.of(AND, BOOLEAN, condition, Call.of(GREATER, BOOLEAN, failingOnce(), Literal.of(BIGINT, 0)));
        assertThat(rows(run(both, batch(null, null), A), BIGINT)).containsExactly("+ 13", "+ 14");
    }

    private record Rejecting(List<String> rejected) implements EvaluationContext {
        @Override
        public long epochTimeMicros() {
            return 0;
        }

        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            rejected.add(JavaValues.read(batch.column(0), row, BIGINT) + ": " + message);
        }
    }

    @Test
    void skipsRowsThatFail() {
        Rejecting context = new Rejecting(new ArrayList<>());
        CalcInstance calc = CalcCompiler.compile(null, List.of(A, failingOnce()), TYPES, ErrorPolicy.SKIP)
                .newInstance();
        RowBatch output = calc.apply(batch(null, new byte[] {1, -1, 1, 1, -1}), context);
        assertThat(rows(output, BIGINT, BIGINT)).containsExactly("+ 10 -5", "- 11 -10", "+ 13 10", "- 14 5");
        assertThat(context.rejected()).containsExactly("12: division by zero: 10 / 0");
        context.rejected().clear();
        assertThat(calc.apply(batch(new int[] {2}, null), context)).isNull();
        assertThat(context.rejected()).hasSize(1);
    }

    @Test
    void skipsManyRowsOfALargeBatchInOrder() {
        long[] values = new long[3_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 0 ? 12 : i + 100;
        }
        RowBatch input = RowBatch.of(values.length, new LongColumn(values, null));
        Rejecting context = new Rejecting(new ArrayList<>());
        RowBatch output = CalcCompiler.compile(null, List.of(failingOnce(), A), List.of(BIGINT), ErrorPolicy.SKIP)
                .newInstance()
                .apply(input, context);
        assertThat(context.rejected()).hasSize(429);
        assertThat(output.rows()).isEqualTo(3_000 - 429);
        assertThat(((LongColumn) output.column(1)).values()[output.row(0)]).isEqualTo(101);
    }

    @Test
    void refusesNullsWhereTheTypeHasNone() {
        RowBatch input = RowBatch.of(2, column(BIGINT, Arrays.asList(1L, null)));
        CalcInstance calc = CalcCompiler.compile(
                        null,
                        List.of(Call.of(NEGATE, BIGINT, new InputRef(0, BIGINT.notNull()))),
                        List.of(BIGINT.notNull()),
                        ErrorPolicy.SKIP)
                .newInstance();
        assertThatThrownBy(() -> calc.apply(input, CONTEXT))
                .hasMessageContaining("input column 0 of type BIGINT NOT NULL holds NULL");
    }

    @Test
    void refusesWhatItCannotCompileWhenCompiling() {
        assertThatThrownBy(() -> CalcCompiler.compile(null, List.of(new Parameter(0, BIGINT)), TYPES, ErrorPolicy.FAIL))
                .hasMessageContaining("?0");
        assertThatThrownBy(
                        () -> CalcCompiler.compile(null, List.of(Call.of(ABS, VARCHAR, NAME)), TYPES, ErrorPolicy.FAIL))
                .hasMessage("ABS does not take a value of type VARCHAR");
    }

    @Test
    void sharesTheClassOfTextsThatDifferInConstants() {
        CalcProgram first = CalcCompiler.compile(
                Call.of(EQUAL, BOOLEAN, A, Literal.of(BIGINT, 1)), List.of(A), TYPES, ErrorPolicy.FAIL);
        CalcProgram second = CalcCompiler.compile(
                Call.of(EQUAL, BOOLEAN, A, Literal.of(BIGINT, 11)), List.of(A), TYPES, ErrorPolicy.FAIL);
        assertThat(first.variant(false).generated())
                .isSameAs(second.variant(false).generated());
        assertThat(rows(second.newInstance().apply(batch(null, null), CONTEXT), BIGINT))
                .containsExactly("+ 11");
        assertThat(first.newInstance().apply(batch(null, null), CONTEXT)).isNull();
    }

    @Test
    void computesConstantsOnceAndTheirErrorsOnlyWhenNeeded() {
        Expression timestamp = Call.of(CAST, TIMESTAMP, Literal.ofText(VARCHAR, "2024-02-29 10:00:00"));
        CalcProgram folded = CalcCompiler.compile(
                null,
                List.of(Call.of(LESS, BOOLEAN, new InputRef(0, TIMESTAMP), timestamp)),
                List.of(TIMESTAMP),
                ErrorPolicy.FAIL);
        assertThat(folded.text(true)).doesNotContain("TimeText.parse");
        Expression division = Call.of(DIVIDE, BIGINT, Literal.of(BIGINT, 1), Literal.of(BIGINT, 0));
        Expression guarded = Call.of(CASE, BIGINT, isEven(), A, division);
        assertThat(rows(run(isEven(), batch(null, null), guarded), BIGINT)).containsExactly("+ 10", "+ 12", "+ 14");
        assertThatThrownBy(() -> run(null, batch(null, null), guarded)).hasMessage("division by zero: 1 / 0");
    }

    @Test
    void givesInstancesThatDoNotDisturbEachOther() throws Exception {
        CalcProgram program = CalcCompiler.compile(
                isEven(), List.of(Call.of(CONCAT, VARCHAR, NAME, Call.of(CAST, VARCHAR, A))), TYPES, ErrorPolicy.FAIL);
        List<String> expected = rows(program.newInstance().apply(batch(null, null), CONTEXT), VARCHAR);
        List<Thread> threads = new ArrayList<>();
        List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                CalcInstance calc = program.newInstance();
                for (int i = 0; i < 5_000; i++) {
                    List<String> found = rows(calc.apply(batch(null, null), CONTEXT), VARCHAR);
                    if (!found.equals(expected)) {
                        wrong.add(found.toString());
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }
}
