package io.millrace.connector.nexmark;

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
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NexmarkConnectorTest {
    private final Connector connector = new NexmarkConnector();
    private final Clock clock = new Clock();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Connector.class))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo("nexmark"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void anyNumberOfSplitsGivesTheSameRows(int splits) {
        for (EventKind kind : EventKind.values()) {
            RowType type = kind.columns();
            Source source = source(kind.table(), type, Map.of("rows", "3017", "splits", "" + splits));
            List<List<Object>> rows = new ArrayList<>();
            for (Split split : source.splits()) {
                rows.addAll(readAll(source, split, split.start(), type, all(type)));
            }
            RowBatch expected = new Nexmark(NexmarkConfig.ofEvents(3017)).batch(kind, 0, 3017);
            assertThat(rows).containsExactlyInAnyOrderElementsOf(rows(expected, type, all(type)));
        }
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void restartsAtAnyOffset(EventKind kind) {
        RowType type = kind.columns();
        Source source = source(kind.table(), type, Map.of("rows", "20000", "splits", "3"));
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (Split split : source.splits()) {
            List<List<Object>> expected = readAll(source, split, split.start(), type, all(type));
            SplitPosition position = split.start();
            List<List<Object>> rows = new ArrayList<>();
            while (position.offset() < 20_000) {
                long until = position.offset() + random.nextInt(1_000);
                SplitReader reader = source.open(split, position, all(type), clock);
                BatchBuilder builder = new BatchBuilder(type);
                reader.read(builder, until);
                assertThat(reader.position().offset()).isGreaterThanOrEqualTo(Math.min(until, 20_000));
                position = reader.position();
                rows.addAll(rows(builder.build(), type, all(type)));
            }
            assertThat(rows).isEqualTo(expected);
            assertThat(position.ordinal()).isEqualTo(expected.size());
        }
    }

    @Test
    void givesAnySubsetOfColumnsInAnyOrderAndCase() {
        RowType type = RowType.of(
                new Field("datetime", DataType.of(TypeKind.TIMESTAMP)),
                new Field("price", DataType.of(TypeKind.BIGINT)),
                new Field("extra", DataType.of(TypeKind.VARCHAR)));
        Source source = source("bid", type, Map.of("rows", "1000", "splits", "1"));
        List<Integer> wanted = List.of(2, 0);
        List<List<Object>> rows = readAll(source, source.splits().get(0), SplitPosition.START, type, wanted);
        RowBatch all = new Nexmark(NexmarkConfig.ofEvents(1000)).batch(EventKind.BID, 0, 1000);
        assertThat(rows).isEqualTo(rows(all.project(new int[] {6, 5}), type, wanted));
        assertThat(readAll(source, source.splits().get(0), SplitPosition.START, type, List.of()))
                .hasSize(920);
    }

    @Test
    void aSplitWithoutEventsOfTheKindEndsAtOnce() {
        Source source = source("person", EventKind.PERSON.columns(), Map.of("splits", "50"));
        assertThat(source.boundedness()).isEqualTo(Source.Boundedness.ENDLESS);
        SplitReader reader = source.open(source.splits().get(7), new SplitPosition(7, 0), List.of(0), clock);
        assertThat(reader.read(new BatchBuilder(List.of(DataType.of(TypeKind.BIGINT)), 16), SplitReader.NO_LIMIT))
                .isEqualTo(SplitReader.Status.END);
    }

    @Test
    void realtimeHoldsEventsBackUntilTheirTimeHasCome() {
        Source source = source(
                "bid", EventKind.BID.columns(), Map.of("realtime", "true", "events-per-second", "1000", "splits", "1"));
        SplitReader reader = source.open(source.splits().get(0), SplitPosition.START, List.of(0), clock);
        BatchBuilder rows = new BatchBuilder(List.of(DataType.of(TypeKind.BIGINT)), 16);
        assertThat(reader.read(rows, SplitReader.NO_LIMIT)).isEqualTo(SplitReader.Status.IDLE);
        assertThat(rows.rows()).isZero();
        clock.nanos += 1_000_000_000;
        assertThat(reader.read(rows, SplitReader.NO_LIMIT)).isEqualTo(SplitReader.Status.IDLE);
        assertThat(rows.rows()).isBetween(919, 921);
    }

    @Test
    void rowsPerSecondIsSharedByTheReaders() {
        Source source = source("bid", EventKind.BID.columns(), Map.of("rows-per-second", "4000"));
        List<SplitReader> readers = source.splits().stream()
                .map(split -> source.open(split, split.start(), List.of(0), clock))
                .toList();
        int[] rows = new int[readers.size()];
        for (int i = 0; i < 1_000; i++) {
            for (int reader = 0; reader < rows.length; reader++) {
                BatchBuilder builder = new BatchBuilder(List.of(DataType.of(TypeKind.BIGINT)), 16);
                readers.get(reader).read(builder, SplitReader.NO_LIMIT);
                rows[reader] += builder.rows();
            }
            clock.nanos += 1_000_000;
        }
        assertThat(Arrays.stream(rows)).hasSize(4).allMatch(read -> read >= 990 && read <= 1_010);
    }

    @Test
    void badOptionsAndColumnsAreNamed() {
        assertThatThrownBy(() -> source("offers", EventKind.BID.columns(), Map.of()))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("offers")
                .hasMessageContaining("option 'table'");
        assertThatThrownBy(() -> source("bid", EventKind.BID.columns(), Map.of("rows", "-1")))
                .hasMessageContaining("option 'rows' is '-1'");
        assertThatThrownBy(() -> source("bid", EventKind.BID.columns(), Map.of("base-time", "noon")))
                .hasMessageContaining("base-time");
        assertThatThrownBy(() -> source("bid", RowType.of(new Field("prize", DataType.of(TypeKind.BIGINT))), Map.of()))
                .hasMessageContaining("did you mean \"price\"?");
        assertThatThrownBy(() -> source("bid", RowType.of(new Field("price", DataType.of(TypeKind.INTEGER))), Map.of()))
                .hasMessageContaining("expected BIGINT");
        assertThatThrownBy(() -> source(
                        "bid",
                        RowType.of(
                                new Field("PRICE", DataType.of(TypeKind.BIGINT)),
                                new Field("price", DataType.of(TypeKind.BIGINT))),
                        Map.of()))
                .hasMessageContaining("two columns");
    }

    @Test
    void columnsNeedNotBeDeclared() {
        ConnectorTable table = new ConnectorTable("b", RowType.of(), List.of(), Map.of("table", "BID"));
        assertThat(connector.defaultColumns(table))
                .isEqualTo(EventKind.BID.columns().fields());
        Set<String> names = new HashSet<>();
        connector.options().forEach(option -> names.add(option.name()));
        assertThat(names).contains("table", "rows", "events-per-second", "splits", "seed", "base-time");
    }

    private Source source(String name, RowType columns, Map<String, String> options) {
        return connector
                .source(new ConnectorTable(name, columns, List.of(), options))
                .orElseThrow();
    }

    private List<List<Object>> readAll(
            Source source, Split split, SplitPosition from, RowType type, List<Integer> columns) {
        List<List<Object>> rows = new ArrayList<>();
        try (SplitReader reader = source.open(split, from, columns, clock)) {
            BatchBuilder builder = new BatchBuilder(type.project(columns));
            SplitReader.Status status = SplitReader.Status.MORE;
            while (status != SplitReader.Status.END) {
                status = reader.read(builder, SplitReader.NO_LIMIT);
                rows.addAll(rows(builder.build(), type, columns));
            }
        }
        return rows;
    }

    private static List<Integer> all(RowType type) {
        return IntStream.range(0, type.size()).boxed().toList();
    }

    private static List<List<Object>> rows(RowBatch batch, RowType type, List<Integer> columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(JavaValues.read(batch.column(i), row, type.type(columns.get(i))));
            }
            rows.add(values);
        }
        return rows;
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
