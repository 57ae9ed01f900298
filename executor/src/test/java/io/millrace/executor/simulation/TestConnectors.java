package io.millrace.executor.simulation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A source whose rows are known, read in pieces of random size with stalls; and a sink that counts what was committed. */
final class TestConnectors {
    static final RowType ROWS =
            RowType.of(new Field("k", DataType.of(TypeKind.INTEGER)), new Field("v", DataType.of(TypeKind.BIGINT)));

    /** Slow enough that rows still come in most lives of a simulation. */
    private static final int STALLS_BETWEEN_READS = 12;

    private TestConnectors() {}

    /** Split s holds the rows (i mod 7, s × 1000 + i). */
    record Numbers(int splitCount, int rowsPerSplit, Random random, Faults faults) implements Connector {
        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public String description() {
            return "numbers";
        }

        @Override
        public List<Option<?>> options() {
            return List.of();
        }

        @Override
        public Optional<Source> source(ConnectorTable table) {
            return Optional.of(new Source() {
                @Override
                public Boundedness boundedness() {
                    return Boundedness.FINITE;
                }

                @Override
                public List<Split> splits() {
                    List<Split> splits = new ArrayList<>();
                    for (int i = 0; i < splitCount; i++) {
                        splits.add(new Split("split-" + i, SplitPosition.START));
                    }
                    return splits;
                }

                @Override
                public SplitReader open(
                        Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
                    faults.at("the opening of a split");
                    return new NumbersReader(
                            Integer.parseInt(split.id().substring("split-".length())),
                            position.offset(),
                            rowsPerSplit,
                            random,
                            faults);
                }
            });
        }

        @Override
        public Optional<Sink> sink(ConnectorTable table) {
            return Optional.empty();
        }
    }

    private static final class NumbersReader implements SplitReader {
        private final int split;
        private final int rows;
        private final Random random;
        private final Faults faults;
        private long next;

        NumbersReader(int split, long next, int rows, Random random, Faults faults) {
            this.faults = faults;
            this.split = split;
            this.next = next;
            this.rows = rows;
            this.random = random;
        }

        @Override
        public Status read(BatchBuilder out, long untilOffset) {
            if (random.nextInt(STALLS_BETWEEN_READS) > 0) {
                return next >= rows ? Status.END : Status.IDLE;
            }
            faults.at("the reading of a split");
            int count = 1 + random.nextInt(9);
            for (int i = 0; i < count && next < rows && next < untilOffset; i++) {
                out.ints(0).append((int) (next % 7));
                out.longs(1).append(split * 1_000L + next);
                out.endRow();
                next++;
            }
            return next >= rows ? Status.END : Status.MORE;
        }

        @Override
        public SplitPosition position() {
            return new SplitPosition(next, next);
        }

        @Override
        public void close() {}
    }

    /** Holds what was committed, outside every crash. */
    static final class Ledger implements Connector {
        final Map<String, Integer> committed = new TreeMap<>();
        private final Set<String> commits = new HashSet<>();
        private Optional<SinkCommitter.Committed> lastCommitted = Optional.empty();
        private final Faults faults;

        Ledger(Faults faults) {
            this.faults = faults;
        }

        @Override
        public String name() {
            return "ledger";
        }

        @Override
        public String description() {
            return "ledger";
        }

        @Override
        public List<Option<?>> options() {
            return List.of();
        }

        @Override
        public Optional<Source> source(ConnectorTable table) {
            return Optional.empty();
        }

        @Override
        public Optional<Sink> sink(ConnectorTable table) {
            return Optional.of(new Sink() {
                @Override
                public boolean acceptsDeletes() {
                    return false;
                }

                @Override
                public SinkWriter writer(WriterContext context) {
                    return new LedgerWriter(context.task(), faults);
                }

                @Override
                public SinkCommitter committer() {
                    return new SinkCommitter() {
                        @Override
                        public void commit(String query, long timeline, long epoch, List<String> commits) {
                            faults.at("a sink's commit");
                            commits.forEach(Ledger.this::commit);
                            if (lastCommitted.isEmpty() || lastCommitted.get().epoch() < epoch) {
                                lastCommitted = Optional.of(new Committed(timeline, epoch));
                            }
                        }

                        @Override
                        public Optional<Committed> lastCommitted(String query) {
                            return lastCommitted;
                        }
                    };
                }
            });
        }

        /** A pipeline is made anew. */
        void forget(Set<String> queries) {
            if (queries.contains("public.copy")) {
                committed.clear();
                lastCommitted = Optional.empty();
            }
        }

        List<String> rowsHeldTwice() {
            return committed.entrySet().stream()
                    .filter(row -> row.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void commit(String prepared) {
            String[] parts = prepared.split(":", -1);
            if (commits.add(parts[0])) {
                for (int i = 1; i < parts.length; i++) {
                    committed.merge(parts[i], 1, Integer::sum);
                }
            }
        }
    }

    private static final class LedgerWriter implements SinkWriter {
        private final int task;
        private final List<String> rows = new ArrayList<>();
        private final Faults faults;

        LedgerWriter(int task, Faults faults) {
            this.faults = faults;
            this.task = task;
        }

        @Override
        public void write(RowBatch batch) {
            faults.at("a sink's rows");
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                rows.add(((IntColumn) batch.column(0)).values()[row] + "/"
                        + ((LongColumn) batch.column(1)).values()[row]);
            }
        }

        @Override
        public List<String> prepare(long epoch) {
            faults.at("a sink's preparation");
            if (rows.isEmpty()) {
                return List.of();
            }
            String prepared = epoch + "-" + task + ":" + String.join(":", rows);
            rows.clear();
            return List.of(prepared);
        }

        @Override
        public void close() {}
    }
}
