package io.millrace.executor.engine;

import io.millrace.executor.task.Scheduler;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything that decides: epochs, commits, publishing, checkpoints. One piece after the other, so that their data need no
 * locks.
 */
final class Conductor implements Executor, Scheduler.Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    private static final int PIECES_PER_STEP = 64;

    private final ConcurrentLinkedQueue<Runnable> pieces = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};
    private volatile boolean stopped;
    private Consumer<Throwable> onFailure = error -> {};

    /** @param whenDecisionFails hears, on the conductor, of a piece that was left half done */
    void start(Scheduler scheduler, Consumer<Throwable> whenDecisionFails) {
        onFailure = whenDecisionFails;
        wake = scheduler.start(this, -1);
    }

    @Override
    public void execute(Runnable piece) {
        pieces.add(piece);
        wake.run();
    }

    void stop() {
        stopped = true;
        wake.run();
    }

    @Override
    public Scheduler.Step step() {
        for (int done = 0; done < PIECES_PER_STEP; done++) {
            Runnable piece = pieces.poll();
            if (piece == null) {
                return stopped ? Scheduler.Step.DONE : done > 0 ? Scheduler.Step.PROGRESS : Scheduler.Step.IDLE;
            }
            try {
                piece.run();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
        return Scheduler.Step.PROGRESS;
    }

    private void failed(Throwable error) {
        try {
            onFailure.accept(error);
        } catch (RuntimeException | Error e) {
            LOG.error("a decision failed, and so did the handling of that", e);
        }
    }
}
