package io.millrace.executor.operator.unnest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.Unnest;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnnestOperatorTest {
    private static final DataType LONG = DataType.of(TypeKind.BIGINT);
    private static final DataType INT = DataType.of(TypeKind.INTEGER);
    private static final DataType TEXT = DataType.of(TypeKind.VARCHAR);

    private static RowType row(DataType... types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return new RowType(fields);
    }

    /** The rows that come out, each with its weight in front. */
    private static List<List<@Nullable Object>> run(RowBatch batch, RowType out, boolean ordinality, boolean outer) {
        NodeProperties properties = new NodeProperties(out, Changelog.updating("test"), List.of(), List.of());
        Unnest node = new Unnest(new NodeId("unnest"), new NodeId("input"), 1, ordinality, outer, properties);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        new UnnestOperator(node).process(0, batch, new Output() {
            @Override
            public void emit(RowBatch emitted) {
                assertThat(emitted.rows()).isBetween(1, RowBatch.ROWS_TARGET);
                for (int i = 0; i < emitted.rows(); i++) {
                    int physical = emitted.row(i);
                    List<@Nullable Object> values = new ArrayList<>();
                    values.add(emitted.weight(physical));
                    for (int c = 0; c < out.size(); c++) {
                        values.add(JavaValues.read(emitted.column(c), physical, out.type(c)));
                    }
                    rows.add(values);
                }
            }

            @Override
            public void emit(Emission emission) {
                for (RowBatch next = emission.next(); next != null; next = emission.next()) {
                    emit(next);
                }
            }
        });
        return rows;
    }

    private static RowBatch batch(RowType type, List<List<@Nullable Object>> rows, int... weights) {
        BatchBuilder builder = new BatchBuilder(type);
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < type.size(); c++) {
                JavaValues.append(builder.column(c), type.type(c), rows.get(i).get(c));
            }
            builder.endRow(weights.length == 0 ? 1 : weights[i]);
        }
        return builder.build();
    }

    @Test
    void givesARowForEachElementWithItsNumber() {
        RowBatch batch = batch(
                row(LONG, DataType.array(TEXT)),
                List.of(
                        Arrays.asList(1L, Arrays.asList("a", null)),
                        Arrays.asList(2L, List.of()),
                        Arrays.asList(3L, null),
                        Arrays.asList(4L, List.of("b"))),
                1,
                1,
                -1,
                -1);
        assertThat(run(batch, row(LONG, TEXT, INT), true, false))
                .containsExactly(
                        Arrays.asList(1, 1L, "a", 1), Arrays.asList(1, 1L, null, 2), Arrays.asList(-1, 4L, "b", 1));
        assertThat(run(batch, row(LONG, TEXT, INT), true, true))
                .containsExactly(
                        Arrays.asList(1, 1L, "a", 1),
                        Arrays.asList(1, 1L, null, 2),
                        Arrays.asList(1, 2L, null, null),
                        Arrays.asList(-1, 3L, null, null),
                        Arrays.asList(-1, 4L, "b", 1));
    }

    @Test
    void takesRowsAndEntriesApart() {
        DataType pair = DataType.row(List.of(new Field("x", INT), new Field("y", TEXT)));
        RowBatch rows = batch(
                row(LONG, DataType.array(pair)),
                List.of(Arrays.asList(1L, Arrays.asList(List.of(7, "s"), null, Arrays.asList(null, "t")))));
        assertThat(run(rows, row(LONG, INT, TEXT), false, false))
                .containsExactly(
                        Arrays.asList(1, 1L, 7, "s"),
                        Arrays.asList(1, 1L, null, null),
                        Arrays.asList(1, 1L, null, "t"));
        RowBatch maps =
                batch(row(LONG, DataType.map(TEXT, INT)), List.of(List.of(1L, new TreeMap<>(Map.of("b", 2, "a", 1)))));
        assertThat(run(maps, row(LONG, TEXT, INT, INT), true, false))
                .containsExactly(Arrays.asList(1, 1L, "a", 1, 1), Arrays.asList(1, 1L, "b", 2, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesWithALoopHoweverLongTheArraysAre(boolean outer) {
        Random random = new Random(Long.getLong("millrace.seed", 3));
        for (int run = 0; run < 30; run++) {
            List<List<@Nullable Object>> input = new ArrayList<>();
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (long id = 0; id < 40; id++) {
                int length = random.nextInt(8) == 0 ? random.nextInt(5000) : random.nextInt(4);
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = 1; i <= length; i++) {
                    Long element = random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(100);
                    elements.add(element);
                }
                boolean isNull = random.nextInt(6) == 0;
                input.add(Arrays.asList(id, isNull ? null : elements));
                boolean selected = id % 3 != 0;
                if (selected && (isNull || length == 0) && outer) {
                    expected.add(Arrays.asList(1, id, null, null));
                }
                for (int i = 0; i < length && !isNull && selected; i++) {
                    expected.add(Arrays.asList(1, id, elements.get(i), i + 1));
                }
            }
            RowBatch all = batch(row(LONG, DataType.array(LONG)), input);
            int[] selection = new int[input.size()];
            int count = 0;
            for (int i = 0; i < input.size(); i++) {
                selection[count] = i;
                count += i % 3 != 0 ? 1 : 0;
            }
            assertThat(run(all.select(selection, count), row(LONG, LONG, INT), true, outer))
                    .isEqualTo(expected);
        }
    }
}
