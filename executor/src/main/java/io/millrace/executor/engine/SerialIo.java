package io.millrace.executor.engine;

import io.millrace.executor.task.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Blocking work on I/O threads, one piece after the other. <b>Threading:</b> any thread. */
final class SerialIo implements Executor {
    private final Scheduler scheduler;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    SerialIo(Scheduler scheduler) {
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
        }
        try {
            work.run();
        } finally {
            scheduler.io(this::runNext);
        }
    }
}
