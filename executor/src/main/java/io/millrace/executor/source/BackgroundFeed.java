package io.millrace.executor.source;

import io.millrace.executor.task.SerialIo;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.connector.SplitReader.Status;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an I/O thread ask a reader that blocks, one batch ahead of the task. The position is that of the batch given last, so a cut
 * never holds rows that the task has not seen.
 */
final class BackgroundFeed implements SplitFeed {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundFeed.class);

    private final SplitReader reader;
    private final BatchBuilder builder;
    private final SerialIo io;
    private final Runnable wakeTask;
    private SplitPosition position;
    private boolean ended;
    private boolean asked;
    private volatile @Nullable Fetched fetched;

    /** What one call of the reader came to. */
    private record Fetched(
            @Nullable RowBatch rows,
            SplitPosition position,
            Status status,
            @Nullable Throwable failure) {}

    /** @param io the reader's own */
    BackgroundFeed(SplitReader reader, List<DataType> types, SerialIo io, Runnable wakeTask) {
        this.reader = reader;
        this.builder = new BatchBuilder(types, RowBatch.ROWS_TARGET);
        this.io = io;
        this.wakeTask = wakeTask;
        this.position = reader.position();
    }

    @Override
    public @Nullable RowBatch poll(long untilOffset) {
        if (!asked) {
            ask(untilOffset);
        }
        Fetched part = fetched;
        if (part == null) {
            return null;
        }
        throwFailure(part.failure());
        fetched = null;
        asked = false;
        position = part.position();
        ended = part.status() == Status.END;
        if (part.status() == Status.MORE && position.offset() < untilOffset) {
            ask(untilOffset);
        }
        return part.rows();
    }

    private void ask(long untilOffset) {
        asked = true;
        io.execute(() -> {
            fetched = fetch(untilOffset);
            wakeTask.run();
        });
    }

    private Fetched fetch(long untilOffset) {
        try {
            Status status = reader.read(builder, untilOffset);
            return new Fetched(builder.isEmpty() ? null : builder.build(), reader.position(), status, null);
        } catch (RuntimeException | Error e) {
            return new Fetched(null, position, Status.END, e);
        }
    }

    private static void throwFailure(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error serious) {
            throw serious;
        }
    }

    @Override
    public SplitPosition position() {
        return position;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** Interrupts the call the reader is in and closes it once that returns, without waiting. */
    @Override
    public void close() {
        io.interrupt();
        io.execute(() -> {
            try {
                reader.close();
            } catch (RuntimeException e) {
                LOG.warn("a split's reader could not be closed", e);
            }
        });
    }
}
