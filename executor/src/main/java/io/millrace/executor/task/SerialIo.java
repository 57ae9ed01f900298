package io.millrace.executor.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Blocking work on I/O threads, one piece after the other. <b>Threading:</b> any thread. */
public final class SerialIo implements Executor {
    private final Scheduler scheduler;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private @Nullable Thread worker;

    public SerialIo(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (busy) {
                return;
            }
            busy = true;
        }
        scheduler.io(this::runNext);
    }

    private void runNext() {
        Runnable work;
        synchronized (waiting) {
            work = waiting.poll();
            if (work == null) {
                busy = false;
                return;
            }
            worker = Thread.currentThread();
        }
        try {
            work.run();
        } finally {
            synchronized (waiting) {
                worker = null;
                // What was meant for this piece of work is not for the next one on this thread.
                Thread.interrupted();
            }
            scheduler.io(this::runNext);
        }
    }

    /** Interrupts the piece of work that is being done; what waits is done as usual. */
    public void interrupt() {
        synchronized (waiting) {
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
