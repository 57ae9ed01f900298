package io.millrace.executor.engine;

import io.millrace.executor.engine.ManagedQuery.PendingEpoch;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.query.EpochOutcome;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.relation.Relation;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Publishes what epochs came to: of each query one after the other, each when its cut is durable and its tasks are through. Many rows
 * are written into the view on an I/O thread, where nobody sees them before they are complete.
 *
 * <p><b>Threading:</b> the conductor, but for what says otherwise.
 */
final class EpochPublisher {
    private static final int ROWS_PUBLISHED_INLINE_MAX = 2_000;

    private final EngineState state;
    private final Listener listener;

    /** Hears of it on the conductor. */
    interface Listener {
        /** Readers see the epoch now. */
        void published(ManagedQuery query, EpochOutcome outcome, QueryCut cut, long watermarkMicros);

        /** An epoch that readers see already has come out again. */
        void repeated(ManagedQuery query, EpochOutcome outcome);

        void failed(ManagedQuery query, Throwable error);
    }

    EpochPublisher(EngineState state, Listener listener) {
        this.state = state;
        this.listener = listener;
    }

    /** Publishes the oldest epoch that is open if all of it is there. */
    void publishNext(ManagedQuery query) {
        Map.Entry<Long, PendingEpoch> first = query.pending.firstEntry();
        if (query.publishing || first == null || query.state == State.FAILED) {
            return;
        }
        PendingEpoch pending = first.getValue();
        EpochOutcome outcome = pending.outcome;
        QueryCut cut = pending.cut;
        if (!pending.durable || outcome == null || cut == null) {
            return;
        }
        if (pending.replayed && outcome.epoch() <= query.published) {
            listener.repeated(query, outcome);
            return;
        }
        Relation relation = query.relation;
        // What late rows may still correct is behind the event time that readers go by.
        long watermark =
                Math.max(query.spec.plan().limits().settledUpTo(outcome.watermarkMicros()), query.watermarkMicros);
        if (relation == null) {
            listener.published(query, outcome, cut, watermark);
            return;
        }
        if (outcome.ended()) {
            relation.endsAt(outcome.epoch());
        }
        List<RowBatch> changes = new ArrayList<>();
        outcome.changes().forEach(changes::addAll);
        long rows = changes.stream().mapToLong(RowBatch::rows).sum();
        if (rows == 0) {
            relation.advance(outcome.epoch(), watermark);
            listener.published(query, outcome, cut, watermark);
        } else if (rows <= ROWS_PUBLISHED_INLINE_MAX) {
            apply(query, relation, outcome, changes, watermark);
            listener.published(query, outcome, cut, watermark);
        } else {
            query.publishing = true;
            state.scheduler.io(() -> publishBeside(query, relation, outcome, cut, changes, watermark));
        }
    }

    /** On an I/O thread: readers see nothing of it before it is complete. */
    private void publishBeside(
            ManagedQuery query,
            Relation relation,
            EpochOutcome outcome,
            QueryCut cut,
            List<RowBatch> changes,
            long watermark) {
        try {
            apply(query, relation, outcome, changes, watermark);
            state.conductor.execute(() -> {
                query.publishing = false;
                if (query.state != State.FAILED || query.mayBeRevived()) {
                    listener.published(query, outcome, cut, watermark);
                }
            });
        } catch (RuntimeException e) {
            state.conductor.execute(() -> {
                query.publishing = false;
                listener.failed(query, e);
            });
        }
    }

    private static void apply(
            ManagedQuery query, Relation relation, EpochOutcome outcome, List<RowBatch> changes, long watermark) {
        List<RowBatch> net = changes;
        boolean deletes = changes.stream().anyMatch(batch -> batch.weights() != null);
        if (deletes && outcome.changes().size() > 1) {
            NetChanges together = new NetChanges(relation.rowType());
            changes.forEach(together::add);
            net = new ArrayList<>();
            Emission emission = together.net();
            for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
                net.add(batch);
            }
        }
        relation.publish(outcome.epoch(), net, watermark);
        RunningQuery running = query.running;
        if (running != null) {
            running.metrics().rowsOut.add(net.stream().mapToLong(RowBatch::rows).sum());
        }
    }
}
