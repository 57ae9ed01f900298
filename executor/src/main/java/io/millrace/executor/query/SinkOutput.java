package io.millrace.executor.query;

import io.millrace.executor.task.SerialIo;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SinkWriter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's way to a sink's writer. Outside systems block, and a task must not: a writer is called on I/O threads, one call after the
 * other, while the task goes on, until too much waits. An epoch has passed only when the writer has all of it.
 *
 * <p><b>Threading:</b> the task's thread. <b>Errors:</b> what a writer throws comes out of the task's next call.
 */
final class SinkOutput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkOutput.class);
    private static final int CALLS_MAX = 16;

    private final SinkWriter writer;
    private final SerialIo io;
    private final Executor executor;
    private final AtomicInteger callsWaiting = new AtomicInteger();
    private Runnable wakeTask = () -> {};
    private boolean epochEnding;
    private volatile boolean closed;
    private volatile List<String> prepared = List.of();
    private volatile @Nullable Throwable failure;

    /** @param io the writer's own; used unless it never blocks */
    SinkOutput(SinkWriter writer, SerialIo io) {
        this.writer = writer;
        this.io = io;
        this.executor = writer.mayBlock() ? io : Runnable::run;
    }

    void onRoom(Runnable wake) {
        wakeTask = wake;
    }

    /** Whether the task may go on: at the end of an epoch only when all of it is written. */
    boolean hasRoom() {
        return callsWaiting.get() < (epochEnding ? 1 : CALLS_MAX) || failure != null;
    }

    void write(RowBatch batch) {
        call(() -> writer.write(batch));
    }

    void endEpoch(long epoch, boolean checkpoint) {
        epochEnding = true;
        call(() -> {
            writer.endEpoch(epoch);
            prepared = checkpoint ? writer.prepare(epoch) : List.of();
        });
    }

    /** What the epoch's end came to; once there is room again after it. */
    List<String> takePrepared() {
        throwFailure();
        epochEnding = false;
        return prepared;
    }

    private void call(Runnable work) {
        throwFailure();
        callsWaiting.incrementAndGet();
        executor.execute(() -> {
            try {
                if (failure == null && !closed) {
                    work.run();
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                callsWaiting.decrementAndGet();
                wakeTask.run();
            }
        });
    }

    private void throwFailure() {
        Throwable error = failure;
        if (error instanceof RuntimeException exception) {
            throw exception;
        } else if (error instanceof Error serious) {
            throw serious;
        }
    }

    /** Interrupts the call the writer is in and closes it once that returns, without waiting. What still waits is not written. */
    @Override
    public void close() {
        closed = true;
        io.interrupt();
        executor.execute(() -> {
            try {
                writer.close();
            } catch (RuntimeException e) {
                LOG.warn("a sink's writer could not be closed", e);
            }
        });
    }
}
