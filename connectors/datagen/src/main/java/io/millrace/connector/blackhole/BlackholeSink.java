package io.millrace.connector.blackhole;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import java.util.List;

/** Adds every batch to the totals as it comes; there is nothing to commit. */
final class BlackholeSink implements Sink {
    private final BlackholeTotals totals;

    BlackholeSink(BlackholeTotals totals) {
        this.totals = totals;
    }

    @Override
    public boolean acceptsDeletes() {
        return true;
    }

    @Override
    public SinkWriter writer(WriterContext context) {
        return new Writer(totals);
    }

    @Override
    public SinkCommitter committer() {
        return (query, timeline, epoch, commits) -> {};
    }

    private static final class Writer implements SinkWriter {
        private final BlackholeTotals totals;
        private final RowHashes hashes = new RowHashes();

        Writer(BlackholeTotals totals) {
            this.totals = totals;
        }

        @Override
        public void write(RowBatch batch) {
            long[] rowHashes = hashes.of(batch);
            long rows = 0;
            long checksum = 0;
            for (int i = 0; i < batch.rows(); i++) {
                int weight = batch.weight(batch.row(i));
                rows += weight;
                checksum += weight * rowHashes[i];
            }
            totals.add(batch.rows(), rows, checksum);
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public List<String> prepare(long epoch) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
