package io.millrace.executor.source;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import org.jspecify.annotations.Nullable;

/** Asks a reader that does not block. */
final class DirectFeed implements SplitFeed {
    private final SplitReader reader;
    private final BatchBuilder builder;
    private boolean ended;

    /** @param builder of the task, empty between calls */
    DirectFeed(SplitReader reader, BatchBuilder builder) {
        this.reader = reader;
        this.builder = builder;
    }

    @Override
    public @Nullable RowBatch poll(long untilOffset) {
        ended = reader.read(builder, untilOffset) == SplitReader.Status.END;
        return builder.isEmpty() ? null : builder.build();
    }

    @Override
    public SplitPosition position() {
        return reader.position();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        reader.close();
    }
}
