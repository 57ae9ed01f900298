package io.millrace.executor.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * How callers reach the conductor: they hand over a wish and wait for what it promises. A rollback keeps out whoever would begin
 * something meanwhile.
 *
 * <p><b>Threading:</b> callers' threads; blocks.
 */
final class Requests {
    private final EngineState state;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

    Requests(EngineState state) {
        this.state = state;
    }

    /** Runs something on the conductor and waits for what it promises. */
    <T> T ask(Supplier<CompletableFuture<T>> wish) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        state.conductor.execute(() -> {
            try {
                state.requireSound();
                wish.get().whenComplete((value, error) -> {
                    if (error != null) {
                        answer.completeExceptionally(error);
                    } else {
                        answer.complete(value);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            } catch (Error e) {
                answer.completeExceptionally(e);
                throw e; // what was half done then, nobody knows: the engine stops
            }
        });
        return state.scheduler.await(answer);
    }

    /** Runs something on the conductor and waits for its answer. */
    <T> T look(Supplier<T> wish) {
        return ask(() -> CompletableFuture.completedFuture(wish.get()));
    }

    /** Does something while no rollback is under way. */
    <T> T entered(Supplier<T> work) {
        gate.readLock().lock();
        try {
            return work.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Does something while nobody begins anything. */
    <T> T alone(Supplier<T> work) {
        gate.writeLock().lock();
        try {
            return work.get();
        } finally {
            gate.writeLock().unlock();
        }
    }
}
