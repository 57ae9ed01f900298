package io.millrace.executor.task;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker thread a core, each going round its actors, and one more for actors with a negative affinity, which must not wait
 * for rows; daemon threads.
 */
public final class WorkerScheduler implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerScheduler.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Worker[] workers;
    private final ExecutorService io;
    private final ScheduledExecutorService timer;
    private volatile boolean closed;

    public WorkerScheduler(String name, int workerCount) {
        io = Executors.newCachedThreadPool(daemons(name + "-io-"));
        timer = Executors.newSingleThreadScheduledExecutor(daemons(name + "-timer-"));
        workers = new Worker[workerCount + 1];
        for (int i = 0; i <= workerCount; i++) {
            workers[i] = new Worker();
            Thread thread = new Thread(workers[i], name + "-worker-" + i);
            thread.setDaemon(true);
            workers[i].thread = thread;
        }
        for (Worker worker : workers) {
            worker.thread.start();
        }
    }

    @Override
    public Runnable start(Actor actor, int affinity) {
        int last = workers.length - 1;
        Worker worker = workers[affinity < 0 ? last : affinity % last];
        worker.arriving.add(actor);
        worker.wake();
        return worker::wake;
    }

    @Override
    public void io(Runnable work) {
        if (closed) {
            return;
        }
        try {
            io.execute(() -> runLogged(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed before this could begin", e);
        }
    }

    @Override
    public Cancellable after(long delayMillis, Runnable work) {
        if (closed) {
            return () -> {};
        }
        Future<?> future = timer.schedule(() -> io(work), delayMillis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MillraceException known) {
                // The caller's stack says who asked, the cause's where it failed.
                throw new MillraceException(known.sqlState(), String.valueOf(known.getMessage()), known);
            }
            throw new MillraceException(SqlState.INTERNAL_ERROR, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(SqlState.QUERY_CANCELED, "interrupted while waiting for the engine", e);
        }
    }

    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("background work failed", e);
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, prefix + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            worker.wake();
        }
        timer.shutdownNow();
        io.shutdown();
        boolean interrupted = false;
        for (Worker worker : workers) {
            interrupted |= !joined(worker.thread);
        }
        try {
            interrupted |= !io.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            LOG.warn("some threads were still at work when the scheduler closed");
        }
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Worker implements Runnable {
        private final ConcurrentLinkedQueue<Actor> arriving = new ConcurrentLinkedQueue<>();
        private final List<Actor> actors = new ArrayList<>();
        private volatile boolean parked;
        private volatile boolean woken;
        private volatile Thread thread = Thread.currentThread();

        void wake() {
            woken = true;
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                woken = false;
                Actor arrived;
                while ((arrived = arriving.poll()) != null) {
                    actors.add(arrived);
                }
                Step most = round();
                if (most != Step.PROGRESS && !woken) {
                    parked = true;
                    if (!woken && !closed) {
                        LockSupport.parkNanos(this, most == Step.POLL ? POLL_NANOS : IDLE_NANOS);
                    }
                    parked = false;
                }
            }
        }

        /** One turn for each actor; the busiest outcome. */
        private Step round() {
            Step most = Step.IDLE;
            for (int i = 0; i < actors.size(); i++) {
                Step step = step(actors.get(i));
                if (step == Step.DONE) {
                    actors.remove(i--);
                    most = Step.PROGRESS;
                } else if (step.ordinal() < most.ordinal()) {
                    most = step;
                }
            }
            return most;
        }

        private Step step(Actor actor) {
            try {
                return actor.step();
            } catch (RuntimeException | Error e) {
                LOG.error("an actor failed and is ended", e);
                return Step.DONE;
            }
        }
    }
}
