package io.millrace.executor.engine;

/**
 * How a plan runs.
 *
 * @param name what {@code sys.queries} calls it, made unique by the engine
 * @param statement its SQL
 * @param parallelism tasks of each parallel stage
 * @param continuous whether it goes on with the changes of its inputs, or answers once
 * @param epochAtLeast the answer contains that epoch: the session's own last write; 0 for any
 * @param skipsBadRows {@code on_error = 'skip'}
 */
public record RunOptions(
        String name, String statement, int parallelism, boolean continuous, long epochAtLeast, boolean skipsBadRows) {}
