package io.millrace.executor.engine;

import io.millrace.executor.query.ResultQueue;
import io.millrace.executor.query.RunningQuery;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of an open result, as its reader sees it. */
final class AttachedRun implements QueryRun {
    private final EngineState state;
    private final QueryLeader leader;
    private final ManagedQuery query;
    private final ResultQueue results;
    private final List<String> notes;
    private volatile boolean closed;

    AttachedRun(EngineState state, QueryLeader leader, ManagedQuery query, ResultQueue results, List<String> notes) {
        this.state = state;
        this.leader = leader;
        this.query = query;
        this.results = results;
        this.notes = List.copyOf(notes);
    }

    @Override
    public String name() {
        return query.name();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public @Nullable ResultBatch next(long waitMillis) {
        ResultQueue.Part part = results.take(waitMillis);
        return part == null ? null : new ResultBatch(part.batches(), part.epoch(), part.epochEnd());
    }

    @Override
    public boolean ended() {
        return results.exhausted();
    }

    @Override
    public long rowsWritten() {
        RunningQuery running = query.running;
        return running == null ? 0 : running.metrics().rowsOut.sum();
    }

    @Override
    public void cancel() {
        results.fail(new MillraceException(SqlState.QUERY_CANCELED, "the query was cancelled"));
        end();
    }

    @Override
    public void close() {
        results.fail(new MillraceException(SqlState.QUERY_CANCELED, "the result is closed"));
        end();
    }

    private void end() {
        if (!closed) {
            closed = true;
            state.conductor.execute(() -> {
                if (state.queries.get(query.name()) == query) {
                    state.queries.remove(query.name());
                    leader.abandon(query);
                }
            });
        }
    }
}
