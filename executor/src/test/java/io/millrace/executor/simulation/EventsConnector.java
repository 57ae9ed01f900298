package io.millrace.executor.simulation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Rows (key, value, time) that depend on the table, split and place alone, about a second apart and out of order, some of them
 * late; read in pieces of random size with stalls. The table {@code pulses} has no end, and stops giving rows.
 */
record EventsConnector(int splits, int rowsPerSplit, Random random) implements Connector {
    private static final int STALLS_BETWEEN_READS = 8;
    private static final long START_MICROS = 1_700_000_000_000_000L;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String description() {
        return "events";
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        return Optional.empty();
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        boolean ends = !table.name().equals("pulses");
        return Optional.of(new Source() {
            @Override
            public Boundedness boundedness() {
                return ends ? Boundedness.FINITE : Boundedness.ENDLESS;
            }

            @Override
            public List<Split> splits() {
                List<Split> all = new ArrayList<>();
                for (int i = 0; i < splits; i++) {
                    all.add(new Split("split-" + i, SplitPosition.START));
                }
                return all;
            }

            @Override
            public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
                int number = Integer.parseInt(split.id().substring("split-".length()));
                int salt = table.name().hashCode() % 1_000 * 7 + number;
                return new Reader(number, salt, position.offset(), columns, ends);
            }
        });
    }

    private final class Reader implements SplitReader {
        private final int split;
        private final int salt;
        private final List<Integer> columns;
        private final boolean ends;
        private long next;

        Reader(int split, int salt, long next, List<Integer> columns, boolean ends) {
            this.split = split;
            this.salt = salt;
            this.next = next;
            this.columns = columns;
            this.ends = ends;
        }

        @Override
        public Status read(BatchBuilder out, long untilOffset) {
            if (random.nextInt(STALLS_BETWEEN_READS) > 0) {
                return status(Status.IDLE);
            }
            int count = 1 + random.nextInt(9);
            for (int i = 0; i < count && next < rowsPerSplit && next < untilOffset; i++) {
                append(out, next++);
            }
            return status(Status.MORE);
        }

        private Status status(Status before) {
            return next < rowsPerSplit ? before : ends ? Status.END : Status.IDLE;
        }

        private void append(BatchBuilder out, long row) {
            // What comes out is all there is to know of a row: the same at every reading.
            long chance = (row * 2_654_435_761L + salt * 40_503L) >>> 3;
            for (int i = 0; i < columns.size(); i++) {
                switch (columns.get(i)) {
                    case 0 -> out.ints(i).append((int) (chance % 5));
                    case 1 -> out.longs(i).append(ends ? split * 1_000L + row : row / 4);
                    default -> {
                        long late = chance % 11 == 0 ? -5 : chance / 11 % 4;
                        out.longs(i).append(START_MICROS + (row + late) * 1_000_000);
                    }
                }
            }
            out.endRow();
        }

        @Override
        public SplitPosition position() {
            return new SplitPosition(next, next);
        }

        @Override
        public void close() {}
    }
}
