package io.millrace.bench.latency;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.List;

/** One split whose offset is the number of the row. It cannot be read again: the moments would be others. */
record PacedSource(long rowsPerSecond) implements Source {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Boundedness boundedness() {
        return Boundedness.ENDLESS;
    }

    @Override
    public List<Split> splits() {
        return List.of(new Split("0", SplitPosition.START));
    }

    @Override
    public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
        return new Reader(rowsPerSecond, position.offset(), columns, context);
    }

    private static final class Reader implements SplitReader {
        private final double nanosPerRow;
        private final int[] columns;
        private final ReadContext context;
        private final long startNanos;
        private final long startRow;
        private long next;

        Reader(long rowsPerSecond, long startRow, List<Integer> columns, ReadContext context) {
            nanosPerRow = NANOS_PER_SECOND / rowsPerSecond;
            this.columns = columns.stream().mapToInt(i -> i).toArray();
            this.context = context;
            this.startRow = startRow;
            startNanos = context.nanoTime();
            next = startRow;
        }

        @Override
        public Status read(BatchBuilder rows, long untilOffset) {
            long due = startRow + (long) ((context.nanoTime() - startNanos) / nanosPerRow);
            long room = Math.max(0, RowBatch.ROWS_TARGET - rows.rows());
            long end = Math.min(Math.min(due, untilOffset), next + room);
            while (next < end) {
                for (int i = 0; i < columns.length; i++) {
                    rows.longs(i).append(columns[i] == 0 ? next : dueNanos(next));
                }
                rows.endRow();
                next++;
            }
            return next < Math.min(due, untilOffset) ? Status.MORE : Status.IDLE;
        }

        private long dueNanos(long row) {
            return startNanos + (long) ((row - startRow) * nanosPerRow);
        }

        @Override
        public SplitPosition position() {
            return new SplitPosition(next, next);
        }

        @Override
        public void close() {}
    }
}
