package io.millrace.executor.task;

import java.util.concurrent.Future;

/**
 * Gives turns to tasks and other cooperative actors.
 *
 * <p><b>Threading:</b> any thread.
 */
public interface Scheduler extends AutoCloseable {
    /**
     * Runs an actor's steps, one thread at a time, until it is done.
     *
     * @param affinity actors with the same number run on the same worker; negative for one that others must not hold up
     * @return wakes the actor when there may be work for it; cheap
     */
    Runnable start(Actor actor, int affinity);

    /** Runs blocking work beside the actors, in no order. */
    void io(Runnable work);

    /** Runs something later on an I/O thread. */
    Cancellable after(long delayMillis, Runnable work);

    /** Waits for a result that actors or I/O work will give; not from within one. */
    <T> T await(Future<T> future);

    @Override
    void close();

    /** Something that works in small steps. */
    interface Actor {
        /** Does a bounded piece of work, without blocking. */
        Step step();
    }

    /** What a step came to. */
    enum Step {
        /** Something was done: call again soon. */
        PROGRESS,
        /** Nothing to do now, but look again within a millisecond or so. */
        POLL,
        /** Nothing to do until woken. */
        IDLE,
        /** Never call again. */
        DONE
    }

    /** Work not begun yet. */
    interface Cancellable {
        void cancel();
    }
}
