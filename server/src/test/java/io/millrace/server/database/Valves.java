package io.millrace.server.database;

import io.millrace.spi.batch.BatchBuilder;
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
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Outside systems that hang: connector {@code valve} blocks in each write while it is shut, {@code well} in each read while it is dry;
 * {@code fountain} never ends. Tables have one BIGINT column.
 */
final class Valves {
    /** How many rows the fountain gave. */
    final AtomicLong poured = new AtomicLong();

    /** A writer has come to the shut valve. */
    final CountDownLatch arrived = new CountDownLatch(1);

    private final List<Long> committed = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final List<Long> water = new ArrayList<>();
    private int writersOpen;
    private boolean open;
    private boolean broken;

    List<Connector> connectors() {
        return List.of(
                new Outside("valve", Optional.empty(), Optional.of(new ValveSink())),
                new Outside("well", Optional.of(new OneSplit(WellReader::new)), Optional.empty()),
                new Outside("fountain", Optional.of(new OneSplit(FountainReader::new)), Optional.empty()));
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Whoever writes from now on fails. */
    synchronized void breakApart() {
        broken = true;
        open();
    }

    /** Writers work again. */
    synchronized void mend() {
        broken = false;
    }

    /** Rows written and committed. */
    synchronized List<Long> committed() {
        return List.copyOf(committed);
    }

    synchronized int writersOpen() {
        return writersOpen;
    }

    /** Adds rows to the well. */
    synchronized void rain(long... rows) {
        for (long row : rows) {
            water.add(row);
        }
        notifyAll();
    }

    private synchronized void passValve() {
        arrived.countDown();
        await(() -> open);
        if (broken) {
            throw new MillraceException(SqlState.IO_ERROR, "the valve is broken");
        }
    }

    private synchronized List<Long> draw(int from) {
        await(() -> water.size() > from);
        return List.copyOf(water.subList(Math.min(from, water.size()), water.size()));
    }

    private synchronized void await(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized void commit(List<String> commits) {
        for (String commit : commits) {
            if (known.add(commit)) {
                committed.add(Long.valueOf(commit.substring(commit.indexOf(' ') + 1)));
            }
        }
    }

    private synchronized void countWriters(int change) {
        writersOpen += change;
    }

    private record Outside(String name, Optional<Source> input, Optional<Sink> output) implements Connector {
        @Override
        public String description() {
            return name;
        }

        @Override
        public List<Option<?>> options() {
            return List.of();
        }

        @Override
        public Optional<Source> source(ConnectorTable table) {
            return input;
        }

        @Override
        public Optional<Sink> sink(ConnectorTable table) {
            return output;
        }
    }

    private interface Opener {
        SplitReader open(Valves valves, SplitPosition position);
    }

    private final class OneSplit implements Source {
        private final Opener opener;

        OneSplit(Opener opener) {
            this.opener = opener;
        }

        @Override
        public Boundedness boundedness() {
            return Boundedness.ENDLESS;
        }

        @Override
        public List<Split> splits() {
            return List.of(new Split("only", SplitPosition.START));
        }

        @Override
        public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
            return opener.open(Valves.this, position);
        }
    }

    private static final class WellReader implements SplitReader {
        private final Valves valves;
        private int next;

        WellReader(Valves valves, SplitPosition position) {
            this.valves = valves;
            next = (int) position.offset();
        }

        @Override
        public boolean mayBlock() {
            return true;
        }

        @Override
        public Status read(BatchBuilder rows, long untilOffset) {
            for (long row : valves.draw(next)) {
                if (next < untilOffset) {
                    rows.longs(0).append(row);
                    rows.endRow();
                    next++;
                }
            }
            return Status.MORE;
        }

        @Override
        public SplitPosition position() {
            return new SplitPosition(next, next);
        }

        @Override
        public void close() {}
    }

    private static final class FountainReader implements SplitReader {
        private final Valves valves;
        private long next;

        FountainReader(Valves valves, SplitPosition position) {
            this.valves = valves;
            next = position.offset();
        }

        @Override
        public Status read(BatchBuilder rows, long untilOffset) {
            while (!rows.isFull() && next < untilOffset) {
                rows.longs(0).append(next++);
                rows.endRow();
                valves.poured.incrementAndGet();
            }
            return Status.MORE;
        }

        @Override
        public SplitPosition position() {
            return new SplitPosition(next, next);
        }

        @Override
        public void close() {}
    }

    private final class ValveSink implements Sink {
        @Override
        public boolean acceptsDeletes() {
            return true;
        }

        @Override
        public SinkWriter writer(WriterContext context) {
            countWriters(1);
            return new ValveWriter();
        }

        @Override
        public SinkCommitter committer() {
            return (query, timeline, epoch, commits) -> commit(commits);
        }
    }

    private final class ValveWriter implements SinkWriter {
        private final List<String> rows = new ArrayList<>();

        @Override
        public void write(RowBatch batch) {
            passValve();
            for (int i = 0; i < batch.rows(); i++) {
                rows.add(Long.toString(((LongColumn) batch.column(0)).values()[batch.row(i)]));
            }
        }

        @Override
        public List<String> prepare(long epoch) {
            List<String> prepared = rows.stream().map(row -> epoch + " " + row).toList();
            rows.clear();
            return prepared;
        }

        @Override
        public void close() {
            countWriters(-1);
        }
    }
}
