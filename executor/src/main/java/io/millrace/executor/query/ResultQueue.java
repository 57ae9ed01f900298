package io.millrace.executor.query;

import io.millrace.spi.batch.RowBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to a client, bounded in batches; a full queue holds back its query.
 *
 * <p><b>Threading:</b> one writer, the task; one reader; {@link #end} and {@link #fail} from any thread.
 */
public final class ResultQueue {
    private static final int PARTS_MAX = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile Runnable wakeWriter = () -> {};
    private volatile int size;
    private boolean ended;
    private @Nullable RuntimeException failure;

    /**
     * Rows of one epoch, or a part of them.
     *
     * @param epoch 0 if it is still open
     */
    public record Part(List<RowBatch> batches, long epoch, boolean epochEnd) {}

    void onRoom(Runnable wake) {
        wakeWriter = wake;
    }

    boolean hasRoom() {
        return size < PARTS_MAX;
    }

    void put(Part part) {
        lock.lock();
        try {
            parts.add(part);
            size = parts.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No part will follow. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reader gets this instead of what is left. The first failure stays. */
    public void fail(RuntimeException error) {
        lock.lock();
        try {
            if (failure == null && !(ended && parts.isEmpty())) {
                failure = error;
                parts.clear();
                size = 0;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeWriter.run();
    }

    /** The next part, waiting for it; null if none came in time or all were taken. */
    public @Nullable Part take(long waitMillis) {
        Part part;
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (parts.isEmpty() && !ended && failure == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (failure != null) {
                throw failure;
            }
            part = parts.poll();
            size = parts.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
        if (part != null) {
            wakeWriter.run();
        }
        return part;
    }

    /** Whether all parts were taken and none will follow. */
    public boolean exhausted() {
        lock.lock();
        try {
            return ended && parts.isEmpty() && failure == null;
        } finally {
            lock.unlock();
        }
    }
}
