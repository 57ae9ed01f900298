package io.millrace.executor.simulation;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.task.Scheduler;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors, I/O work and timers one step at a time on the caller's thread, in an order that the seed decides. Now and then I/O
 * stalls for a while, as disks do: whoever does not wait for it runs ahead of it.
 */
public final class SimulatedScheduler implements Scheduler, Clock {
    private static final int STEPS_MAX = 1_000_000;
    private static final int STEPS_BETWEEN_STALLS = 400;
    private static final int STALL_STEPS_MAX = 400;
    private static final int STEPS_BETWEEN_SLOW_ACTORS = 40;
    private static final int SLOW_STEPS_MAX = 1_000;

    /** The process is gone: whatever waits for the engine gets this. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Random random;
    private final List<Runner> actors = new ArrayList<>();
    private final List<Runner> awake = new ArrayList<>();
    private final List<Runnable> ioWork = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.<Timer>comparingLong(t -> t.dueNanos).thenComparingLong(t -> t.number));
    private long nanos;
    private long steps;
    private long crashAtStep = Long.MAX_VALUE;
    private long ioStallsUntilStep;
    private long slowUntilStep;
    private boolean alwaysSlow;
    private @Nullable Runner slow;
    private long timerNumber;
    private boolean closed;

    private static final class Runner {
        final Actor actor;
        boolean awake = true;

        Runner(Actor actor) {
            this.actor = actor;
        }
    }

    private static final class Timer implements Cancellable {
        final long dueNanos;
        final long number;
        final Runnable work;
        boolean cancelled;

        Timer(long dueNanos, long number, Runnable work) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.work = work;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** @param startNanos virtual time, going on from the process before */
    public SimulatedScheduler(long seed, long startNanos) {
        this.random = new Random(seed);
        this.nanos = startNanos;
    }

    /** There is a slow actor at any time, and for longer. */
    void slowDown() {
        alwaysSlow = true;
    }

    public void crashAfter(long moreSteps) {
        crashAtStep = steps + moreSteps;
    }

    long steps() {
        return steps;
    }

    @Override
    public long epochMicros() {
        return 1_700_000_000_000_000L + nanos / 1_000;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Runnable start(Actor actor, int affinity) {
        Runner runner = new Runner(actor);
        actors.add(runner);
        return () -> runner.awake = true;
    }

    @Override
    public void io(Runnable work) {
        ioWork.add(work);
    }

    @Override
    public Cancellable after(long delayMillis, Runnable work) {
        Timer timer = new Timer(nanos + delayMillis * 1_000_000, timerNumber++, work);
        timers.add(timer);
        return timer;
    }

    /** Lets some steps happen. */
    public void run(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    @Override
    public <T> T await(Future<T> future) {
        while (!future.isDone()) {
            step();
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MillraceException known) {
                throw known;
            }
            throw new MillraceException(SqlState.INTERNAL_ERROR, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void step() {
        if (closed) {
            throw new AssertionError("the scheduler is closed");
        }
        if (++steps >= crashAtStep) {
            throw new Crash();
        }
        if (steps > STEPS_MAX) {
            throw new AssertionError("no end in sight after " + steps + " steps");
        }
        nanos += random.nextInt(20_000);
        awake.clear();
        for (Runner runner : actors) {
            if (runner.awake && (runner != slow || steps >= slowUntilStep)) {
                awake.add(runner);
            }
        }
        Runner slowest = slow;
        if (awake.isEmpty() && ioWork.isEmpty() && slowest != null && slowest.awake && actors.contains(slowest)) {
            awake.add(slowest);
        }
        if (random.nextInt(STEPS_BETWEEN_STALLS) == 0) {
            ioStallsUntilStep = steps + random.nextInt(STALL_STEPS_MAX);
        }
        boolean begins = alwaysSlow || random.nextInt(STEPS_BETWEEN_SLOW_ACTORS) == 0;
        if (steps >= slowUntilStep && begins && actors.size() > 1) {
            // Not the first, which decides.
            slow = actors.get(1 + random.nextInt(actors.size() - 1));
            slowUntilStep = steps + random.nextInt(alwaysSlow ? 4 * SLOW_STEPS_MAX : SLOW_STEPS_MAX);
        }
        int ioReady = steps < ioStallsUntilStep && !awake.isEmpty() ? 0 : ioWork.size();
        int choice = random.nextInt(awake.size() + ioReady + 1);
        if (choice < awake.size()) {
            turn(awake.get(choice));
        } else if (choice < awake.size() + ioReady) {
            ioWork.remove(choice - awake.size()).run();
        } else {
            time(awake.isEmpty() && ioWork.isEmpty());
        }
    }

    private void turn(Runner runner) {
        runner.awake = false;
        switch (runner.actor.step()) {
            case PROGRESS, POLL -> runner.awake = true;
            case DONE -> actors.remove(runner);
            case IDLE -> {}
        }
    }

    private void time(boolean nothingElse) {
        Timer next = timers.peek();
        if (next == null) {
            if (nothingElse) {
                throw new AssertionError("everything waits and nothing will happen");
            }
        } else if (nothingElse || next.dueNanos <= nanos) {
            timers.remove();
            nanos = Math.max(nanos, next.dueNanos);
            if (!next.cancelled) {
                next.work.run();
            }
        }
    }

    @Override
    public void close() {
        while (!actors.isEmpty() || !ioWork.isEmpty()) {
            int before = actors.size() + ioWork.size();
            if (!ioWork.isEmpty()) {
                ioWork.remove(0).run();
            }
            for (Runner runner : List.copyOf(actors)) {
                if (runner.actor.step() == Step.DONE) {
                    actors.remove(runner);
                }
            }
            if (++steps > STEPS_MAX) {
                throw new AssertionError(before + " things never end");
            }
        }
        closed = true;
    }
}
