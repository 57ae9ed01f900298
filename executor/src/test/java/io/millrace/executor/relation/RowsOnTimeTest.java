package io.millrace.executor.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the rows on time gets what the changes that were on time come to, whenever it begins. */
class RowsOnTimeTest {
    private static final RowType ROWS =
            RowType.of(new Field("k", DataType.of(TypeKind.INTEGER)), new Field("t", DataType.of(TypeKind.TIMESTAMP)));

    @TempDir
    Path directory;

    /** A row; a time of −1 stands for NULL. */
    private record Row(int key, long time) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areTheSumOfTheChangesOnTime(boolean keyed) {
        for (long seed = 0; seed < 300; seed++) {
            new Case(seed, keyed).run();
        }
    }

    private final class Case {
        final Random random;
        final boolean keyed;
        final String name;
        final MemoryBackend backend = MemoryBackend.memory();
        final StateStore store;
        /** Copies of each row that are there, and of those that the changes on time come to. */
        final Map<Row, Integer> rows =
                new TreeMap<>(Comparator.comparingInt(Row::key).thenComparingLong(Row::time));

        Map<String, Integer> onTime = new TreeMap<>();
        Relation relation;
        long epoch = 1;
        long watermark = Long.MIN_VALUE;

        /** A reader that began at some epoch, and what it must see. */
        record Reader(PinnedView view, Map<String, Integer> rows, Map<String, Integer> onTime) {}

        final List<Reader> readers = new ArrayList<>();

        Case(long seed, boolean keyed) {
            this.random = new Random(seed);
            this.keyed = keyed;
            this.name = "seed " + seed;
            this.store = backend.open(directory.resolve(keyed + "-" + seed), null);
            this.relation = open();
        }

        Relation open() {
            return new Relation("r", ROWS, keyed ? List.of(0) : List.of(), store, "map", epoch, watermark, List.of(1));
        }

        void run() {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> readers.add(new Reader(relation.pin(epoch), allRows(), Map.copyOf(onTime)));
                    case 1 -> fold();
                    case 2 -> relation.advance(++epoch, watermark);
                    case 3 -> recover();
                    default -> commit();
                }
                if (random.nextInt(4) == 0) {
                    checkReaders();
                }
                try (PinnedView now = relation.pinNewest()) {
                    assertThat(read(now.rows())).as(name).isEqualTo(allRows());
                    assertThat(read(now.rowsOnTime(1))).as(name).isEqualTo(onTime);
                }
            }
            checkReaders();
        }

        void fold() {
            try (PinnedView pin = relation.pinNewest()) {
                relation.fold(pin.epoch());
            }
            relation.forgetFolded();
        }

        /** As after a crash behind a checkpoint: another relation over what the store holds. */
        void recover() {
            checkReaders();
            fold();
            relation = open();
        }

        void commit() {
            BatchBuilder batch = new BatchBuilder(ROWS);
            long reached = watermark;
            for (int i = random.nextInt(4); i >= 0; i--) {
                Row old = rows.isEmpty() ? null : List.copyOf(rows.keySet()).get(random.nextInt(rows.size()));
                if (old != null && random.nextInt(2) == 0) {
                    change(batch, old, -1, reached);
                    if (random.nextBoolean()) {
                        Row changed = row(old.key());
                        if (!rows.containsKey(changed)) {
                            change(batch, changed, 1, reached);
                        }
                    }
                } else {
                    Row made = row(random.nextInt(8));
                    boolean there = rows.keySet().stream().anyMatch(row -> row.key() == made.key());
                    if (!keyed || !there) {
                        change(batch, made, 1, reached);
                    }
                }
            }
            if (batch.isEmpty()) {
                return;
            }
            RowBatch net = net(batch.build());
            relation.publish(++epoch, List.of(net), watermark);
        }

        Row row(int key) {
            long base = watermark == Long.MIN_VALUE ? 10 : watermark;
            return new Row(key, random.nextInt(8) == 0 ? -1 : Math.max(0, base - 6 + random.nextInt(12)));
        }

        void change(BatchBuilder batch, Row row, int weight, long reached) {
            rows.merge(row, weight, Integer::sum);
            rows.remove(row, 0);
            batch.ints(0).append(row.key());
            if (row.time() < 0) {
                batch.longs(1).appendNull();
            } else {
                batch.longs(1).append(row.time());
            }
            batch.endRow(weight);
            if (row.time() < 0 || row.time() >= reached) {
                onTime.merge(row.toString(), weight, Integer::sum);
                onTime.remove(row.toString(), 0);
            }
            if (weight > 0) {
                watermark = Math.max(watermark, row.time() - 2);
            }
        }

        /** What is inserted and deleted in one epoch was never there. */
        RowBatch net(RowBatch changes) {
            NetChanges together = new NetChanges(ROWS);
            together.add(changes);
            BatchBuilder net = new BatchBuilder(ROWS);
            Emission emission = together.net();
            for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
                for (int i = 0; i < batch.rows(); i++) {
                    net.appendRow(batch, batch.row(i));
                }
            }
            return net.build();
        }

        Map<String, Integer> allRows() {
            Map<String, Integer> all = new TreeMap<>();
            rows.forEach((row, copies) -> all.put(row.toString(), copies));
            return all;
        }

        void checkReaders() {
            for (Reader reader : readers) {
                try (PinnedView again = reader.view().again()) {
                    assertThat(read(again.rows())).as(name).isEqualTo(reader.rows());
                    assertThat(read(again.rowsOnTime(1))).as(name).isEqualTo(reader.onTime());
                }
                reader.view().close();
            }
            readers.clear();
        }
    }

    private static Map<String, Integer> read(RelationView.RowCursor opened) {
        Map<String, Integer> rows = new TreeMap<>();
        try (RelationView.RowCursor cursor = opened) {
            boolean more = true;
            while (more) {
                BatchBuilder builder = new BatchBuilder(ROWS, 2);
                more = cursor.read(builder);
                RowBatch batch = builder.build();
                for (int i = 0; i < batch.rows(); i++) {
                    LongColumn time = (LongColumn) batch.column(1);
                    Row row =
                            new Row(((IntColumn) batch.column(0)).values()[i], time.isNull(i) ? -1 : time.values()[i]);
                    rows.merge(row.toString(), 1, Integer::sum);
                }
            }
        }
        return rows;
    }
}
