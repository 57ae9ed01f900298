package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.BOOLEAN;
import static io.millrace.executor.expression.RandomExpressions.COLUMNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled code against the interpreter: same rows, same values, same rows rejected. */
class RandomExpressionsTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);
    private static final int PROGRAMS = 40;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void computesWhatTheInterpreterDoes(int part) {
        for (int i = 0; i < PROGRAMS; i++) {
            long seed = SEED * 1_000_003 + part * 1_009L + i;
            check(new Random(seed), "seed " + seed);
        }
    }

    @Test
    void comparesSomethingAtAll() {
        Random random = new Random(SEED);
        int failures = 0;
        for (int i = 0; i < 300; i++) {
            RandomExpressions expressions = new RandomExpressions(random);
            try {
                Interpreter.evaluate(expressions.of(expressions.type(), 3), row(random, expressions, true));
            } catch (Interpreter.Failure e) {
                failures++;
            }
        }
        assertThat(failures).isBetween(5, 200);
    }

    private static void check(Random random, String seed) {
        RandomExpressions expressions = new RandomExpressions(random);
        Expression condition = random.nextInt(3) == 0 ? null : expressions.of(BOOLEAN, random.nextInt(4));
        List<Expression> projections = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            DataType type = expressions.type();
            projections.add(random.nextInt(4) == 0 ? expressions.input(type) : expressions.of(type, random.nextInt(5)));
        }
        String what = seed + ": " + condition + " -> " + projections;
        CalcProgram program;
        try {
            program = CalcCompiler.compile(condition, projections, COLUMNS, ErrorPolicy.SKIP);
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        CalcInstance calc = program.newInstance();
        for (int batch = 0; batch < 3; batch++) {
            int size = batch == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(batch == 1 ? 100 : 3_000);
            compare(calc, condition, projections, random, expressions, size, what + ", batch " + batch);
        }
    }

    private static List<@Nullable Object> row(Random random, RandomExpressions expressions, boolean nulls) {
        List<@Nullable Object> row = new ArrayList<>();
        for (DataType type : COLUMNS) {
            row.add(nulls && random.nextInt(5) == 0 ? null : expressions.value(type));
        }
        return row;
    }

    private static void compare(
            CalcInstance calc,
            @Nullable Expression condition,
            List<Expression> projections,
            Random random,
            RandomExpressions expressions,
            int size,
            String what) {
        boolean nulls = random.nextInt(3) > 0;
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(row(random, expressions, nulls));
        }
        RowBatch input = batch(rows, random);
        List<String> expected = new ArrayList<>();
        List<Integer> expectedRejects = new ArrayList<>();
        for (int i = 0; i < input.rows(); i++) {
            int row = input.row(i);
            try {
                if (condition == null || Interpreter.passes(condition, rows.get(row))) {
                    StringBuilder text = new StringBuilder().append(input.weight(row));
                    for (Expression projection : projections) {
                        text.append('|').append(canonical(Interpreter.evaluate(projection, rows.get(row))));
                    }
                    expected.add(text.toString());
                }
            } catch (Interpreter.Failure e) {
                expectedRejects.add(row);
            }
        }
        List<Integer> rejects = new ArrayList<>();
        RowBatch output = run(calc, input, rejects, what);
        assertThat(rejects).as(what).isEqualTo(expectedRejects);
        assertThat(found(output, projections)).as(what).isEqualTo(expected);
    }

    private static @Nullable RowBatch run(CalcInstance calc, RowBatch input, List<Integer> rejects, String what) {
        try {
            return calc.apply(input, new EvaluationContext() {
                @Override
                public long epochTimeMicros() {
                    return 0;
                }

                @Override
                public void rejectRow(String message, RowBatch batch, int row) {
                    rejects.add(row);
                }
            });
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static List<String> found(@Nullable RowBatch output, List<Expression> projections) {
        List<String> found = new ArrayList<>();
        for (int i = 0; output != null && i < output.rows(); i++) {
            int row = output.row(i);
            StringBuilder text = new StringBuilder().append(output.weight(row));
            for (int c = 0; c < projections.size(); c++) {
                Object value = JavaValues.read(
                        output.column(c), row, projections.get(c).type());
                text.append('|').append(canonical(value));
            }
            found.add(text.toString());
        }
        return found;
    }

    private static RowBatch batch(List<List<@Nullable Object>> rows, Random random) {
        Column[] columns = new Column[COLUMNS.size()];
        for (int c = 0; c < columns.length; c++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                Object value = row.get(c);
                boolean number = value instanceof BigDecimal && COLUMNS.get(c).kind() != TypeKind.DECIMAL;
                values.add(number ? (Object) ((BigDecimal) value).longValueExact() : value);
            }
            columns[c] = Evaluation.column(COLUMNS.get(c), values);
        }
        int size = rows.size();
        int[] selection = null;
        if (random.nextBoolean()) {
            selection = new int[size];
            int selected = 0;
            for (int i = 0; i < size; i++) {
                if (random.nextInt(3) > 0) {
                    selection[selected++] = i;
                }
            }
            selection = Arrays.copyOf(selection, selected);
        }
        byte[] weights = null;
        if (random.nextBoolean()) {
            weights = new byte[size];
            for (int i = 0; i < size; i++) {
                weights[i] = (byte) (random.nextBoolean() ? 1 : -1);
            }
        }
        return new RowBatch(columns, selection == null ? size : selection.length, selection, weights);
    }

    private static String canonical(@Nullable Object value) {
        if (value instanceof Double d) {
            return d == 0 ? "0.0" : d.toString();
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return String.valueOf(value);
    }
}
