package io.millrace.connector.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Option;
import io.millrace.spi.option.Options;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatagenConnectorTest {
    private static final RowType EVERY_TYPE = new RowType(Arrays.stream(TypeKind.values())
            .filter(kind -> !kind.isNested())
            .map(kind -> new Field("c_" + kind, DataType.of(kind)))
            .toList());

    private final Connector connector = new DatagenConnector();
    private final Clock clock = new Clock();

    @Test
    void makesValuesOfEveryType() {
        List<List<Object>> rows =
                readAll(source(EVERY_TYPE, Map.of("rows", "200", "rows-per-second", "0")), EVERY_TYPE);
        assertThat(rows).hasSize(200);
        for (int column = 0; column < EVERY_TYPE.size(); column++) {
            int index = column;
            boolean isNull = EVERY_TYPE.type(column).kind() == TypeKind.NULL;
            assertThat(rows).allMatch(row -> (row.get(index) == null) == isNull);
            assertThat(rows.stream()
                            .map(row -> String.valueOf(row.get(index)))
                            .distinct()
                            .count())
                    .as(EVERY_TYPE.name(column))
                    .isGreaterThanOrEqualTo(isNull ? 1 : 2);
        }
    }

    @Test
    void theRowsAreTheSameForAnySplitsCallsAndRestarts() {
        List<List<Object>> expected =
                readAll(source(EVERY_TYPE, Map.of("rows", "5000", "rows-per-second", "0")), EVERY_TYPE);
        Source source = source(EVERY_TYPE, Map.of("rows", "5000", "rows-per-second", "0", "splits", "3"));
        Random random = new Random(Long.getLong("millrace.seed", 1));
        List<List<Object>> rows = new ArrayList<>();
        for (Split split : source.splits()) {
            SplitPosition position = split.start();
            SplitReader.Status status = SplitReader.Status.MORE;
            while (status != SplitReader.Status.END) {
                SplitReader reader = source.open(split, position, all(EVERY_TYPE), clock);
                BatchBuilder builder = new BatchBuilder(EVERY_TYPE);
                status = reader.read(builder, position.offset() + random.nextInt(500));
                position = reader.position();
                rows.addAll(rows(builder.build(), EVERY_TYPE));
            }
        }
        assertThat(rows).hasSize(5000);
        for (int i = 0; i < rows.size(); i++) {
            int split = i < 1667 ? 0 : i < 3334 ? 1 : 2;
            int inSplit = i - new int[] {0, 1667, 3334}[split];
            assertThat(texts(rows.get(i))).isEqualTo(texts(expected.get(split + inSplit * 3)));
        }
    }

    @Test
    void sequencesBeginAgainBehindTheirEnd() {
        RowType type = RowType.of(
                new Field("n", DataType.of(TypeKind.INTEGER)),
                new Field("d", DataType.decimal(10, 2)),
                new Field("t", DataType.of(TypeKind.VARCHAR)),
                new Field("day", DataType.of(TypeKind.DATE)),
                new Field("ts", DataType.of(TypeKind.TIMESTAMP)));
        Map<String, String> options = new HashMap<>(Map.of("rows", "5", "rows-per-second", "0"));
        type.names().forEach(name -> options.put("fields." + name + ".kind", "sequence"));
        options.putAll(Map.of("fields.n.start", "5", "fields.n.end", "7", "fields.d.start", "0.50"));
        options.put("fields.day.start", "2024-02-28");
        List<List<Object>> rows = readAll(source(type, options), type);
        assertThat(rows).extracting(row -> row.get(0)).containsExactly(5, 6, 7, 5, 6);
        assertThat(rows).extracting(row -> row.get(1)).startsWith(new BigDecimal("0.50"), new BigDecimal("1.50"));
        assertThat(rows).extracting(row -> row.get(2)).startsWith("0", "1");
        assertThat(rows).extracting(row -> row.get(3)).startsWith(LocalDate.of(2024, 2, 28), LocalDate.of(2024, 2, 29));
        assertThat(rows)
                .extracting(row -> row.get(4))
                .startsWith(LocalDateTime.of(2024, 1, 1, 0, 0), LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_000_000));
    }

    @Test
    void randomValuesStayInTheirBounds() {
        RowType type = RowType.of(
                new Field("n", DataType.of(TypeKind.BIGINT)),
                new Field("x", DataType.of(TypeKind.DOUBLE)),
                new Field("text", DataType.of(TypeKind.VARCHAR)),
                new Field("ts", DataType.of(TypeKind.TIMESTAMP)));
        List<List<Object>> rows = readAll(
                source(
                        type,
                        Map.of(
                                "rows", "10000",
                                "rows-per-second", "0",
                                "fields.n.min", "-3",
                                "fields.n.max", "3",
                                "fields.x.min", "2",
                                "fields.x.max", "4",
                                "fields.text.length", "5",
                                "fields.text.null-rate", "0.25",
                                "fields.ts.min", "2020-01-01",
                                "fields.ts.max", "2020-01-01 00:00:01")),
                type);
        assertThat(rows).extracting(row -> (Long) row.get(0)).allMatch(n -> n >= -3 && n <= 3);
        assertThat(rows.stream().map(row -> row.get(0)).distinct()).hasSize(7);
        assertThat(rows).extracting(row -> (Double) row.get(1)).allMatch(x -> x >= 2 && x <= 4);
        assertThat(rows.stream().filter(row -> row.get(2) == null).count()).isBetween(2_300L, 2_700L);
        assertThat(rows.stream().map(row -> row.get(2)).filter(text -> text != null))
                .allMatch(text -> text.toString().matches("[a-z]{5}"));
        assertThat(rows)
                .extracting(row -> (LocalDateTime) row.get(3))
                .allMatch(time -> !time.isBefore(LocalDateTime.of(2020, 1, 1, 0, 0))
                        && !time.isAfter(LocalDateTime.of(2020, 1, 1, 0, 0, 1)));
    }

    @Test
    void tenRowsASecondUnlessToldOtherwise() {
        RowType type = RowType.of(new Field("n", DataType.of(TypeKind.INTEGER)));
        Source source = source(type, Map.of());
        assertThat(source.boundedness()).isEqualTo(Source.Boundedness.ENDLESS);
        SplitReader reader = source.open(source.splits().get(0), SplitPosition.START, List.of(0), clock);
        int rows = 0;
        for (int i = 0; i < 100; i++) {
            BatchBuilder builder = new BatchBuilder(type);
            assertThat(reader.read(builder, SplitReader.NO_LIMIT)).isEqualTo(SplitReader.Status.IDLE);
            rows += builder.rows();
            clock.nanos += 30_000_000;
        }
        assertThat(rows).isBetween(29, 31);
    }

    @Test
    void badOptionsAreNamed() {
        RowType type = RowType.of(
                new Field("userId", DataType.of(TypeKind.INTEGER)),
                new Field("flag", DataType.of(TypeKind.BOOLEAN).notNull()));
        assertBad(type, "fields.userit.min", "1", "has no column \"userit\"", "did you mean \"userId\"?");
        assertBad(type, "fields.userid.min", "x", "'fields.userId.min' is 'x'; expected a value of INTEGER");
        assertBad(type, "fields.userid.max", "-1", "'min' no greater than 'max'");
        assertBad(type, "fields.userid.length", "3", "does not go with random values of INTEGER");
        assertBad(type, "fields.userid.kind", "odd", "one of sequence, random");
        assertBad(type, "fields.flag.kind", "sequence", "no sequence of BOOLEAN");
        assertBad(type, "fields.flag.null-rate", "0.1", "NOT NULL");
        assertBad(type, "rows-per-second", "fast", "option 'rows-per-second' is 'fast'");
        List<String> known = connector.options().stream().map(Option::name).toList();
        Options.requireKnown("connector 'datagen'", Map.of("fields.userid.min", "1"), known);
        assertThatThrownBy(() -> Options.requireKnown("connector 'datagen'", Map.of("fields.userid.mean", "1"), known))
                .hasMessageContaining("has no option 'fields.userid.mean'");
    }

    private void assertBad(RowType type, String option, String value, String... parts) {
        assertThatThrownBy(() -> source(type, Map.of(option, value)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContainingAll(parts);
    }

    private Source source(RowType columns, Map<String, String> options) {
        return connector
                .source(new ConnectorTable("t", columns, List.of(), options))
                .orElseThrow();
    }

    private List<List<Object>> readAll(Source source, RowType type) {
        List<List<Object>> rows = new ArrayList<>();
        SplitReader reader = source.open(source.splits().get(0), SplitPosition.START, all(type), clock);
        SplitReader.Status status = SplitReader.Status.MORE;
        while (status != SplitReader.Status.END) {
            BatchBuilder builder = new BatchBuilder(type);
            status = reader.read(builder, SplitReader.NO_LIMIT);
            rows.addAll(rows(builder.build(), type));
        }
        return rows;
    }

    private static List<Integer> all(RowType type) {
        return IntStream.range(0, type.size()).boxed().toList();
    }

    private static List<List<Object>> rows(RowBatch batch, RowType type) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < type.size(); i++) {
                values.add(JavaValues.read(batch.column(i), row, type.type(i)));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<String> texts(List<Object> row) {
        return row.stream()
                .map(value -> value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value))
                .toList();
    }

    /** A clock that the test moves; no row is bad here. */
    private static final class Clock implements ReadContext {
        long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public int readers() {
            return 1;
        }

        @Override
        public void rejectRow(String where, String what, String row) {
            throw new AssertionError(where + ": " + what);
        }
    }
}
