package io.millrace.executor.engine;

import io.millrace.executor.query.QuerySpec;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.query.ResultQueue;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.PastRelation;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.key.KeyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Starts the queries of open results, each at an epoch that all it reads have published.
 *
 * <p><b>Threading:</b> callers' threads; blocks until the query has started.
 */
final class AttachedRuns implements AutoCloseable {
    private final EngineState state;
    private final Requests requests;
    private final Pins pins;
    private final QueryLeader leader;
    private final QueryBuilder builder;
    private final PastRelations past;
    private final MemoryBackend resultState = MemoryBackend.memory();
    private final AtomicLong runNumbers = new AtomicLong();

    AttachedRuns(
            EngineState state,
            Requests requests,
            Pins pins,
            QueryLeader leader,
            QueryBuilder builder,
            PastRelations past) {
        this.state = state;
        this.requests = requests;
        this.pins = pins;
        this.leader = leader;
        this.builder = builder;
        this.past = past;
    }

    /**
     * Starts a query.
     *
     * @param kind as {@link QueryInfo#kind} has it
     * @param own relations that look as a transaction has left them, by name
     */
    QueryRun start(PhysicalPlan plan, RunOptions options, String kind, Map<String, ? extends RelationView> own) {
        Set<String> reads = new LinkedHashSet<>(builder.relationsRead(plan));
        reads.removeAll(own.keySet());
        Map<String, List<RowBatch>> systemRows = builder.systemRows(plan);
        QueryStart begin = QueryStart.fresh(plan, state::connector, state.clock.epochMicros());
        boolean small = !options.continuous()
                && plan.nodes().stream().noneMatch(node -> node instanceof ConnectorScan)
                && plan.nodes().stream().allMatch(AttachedRuns::isSmall);
        QuerySpec spec = new QuerySpec(
                options.name() + "-" + runNumbers.incrementAndGet(),
                kind,
                options.statement(),
                plan,
                small ? 1 : options.parallelism(),
                KeyGroups.COUNT_DEFAULT,
                options.continuous(),
                options.skipsBadRows());
        state.operators.prepare(plan);
        PastStarts then = openPast(reads);
        try {
            return requests.entered(() -> {
                Pins.Pinned pinned = requests.ask(() -> pins.pin(reads, options.epochAtLeast()));
                try {
                    QueryBuilder.Starts now = QueryBuilder.pinned(pinned.views(), systemRows);
                    return requests.look(() -> startPinned(spec, begin, then.before(now), pinned, own, then));
                } finally {
                    pinned.close();
                }
            });
        } catch (RuntimeException e) {
            then.close();
            throw e;
        }
    }

    /** Opens what is read of the past, and takes it out of what is to be read now. */
    private PastStarts openPast(Set<String> reads) {
        PastStarts opened = new PastStarts();
        try {
            for (String name : List.copyOf(reads)) {
                PastRelation.of(name).ifPresent(relation -> {
                    opened.readings.put(name, past.open(relation));
                    reads.remove(name);
                });
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Reading single rows by key needs no parallel tasks. */
    private static boolean isSmall(PhysicalNode node) {
        return !(node instanceof RelationScan scan) || !scan.key().isEmpty();
    }

    private QueryRun startPinned(
            QuerySpec spec,
            QueryStart begin,
            QueryBuilder.Starts starts,
            Pins.Pinned pinned,
            Map<String, ? extends RelationView> own,
            PastStarts then) {
        ResultQueue results = new ResultQueue();
        StateStore scratch = resultState.open(state.directory.resolve("work"), null);
        ManagedQuery query = builder.attached(spec, scratch, results);
        query.published = pinned.epoch();
        query.due = Math.max(1, pinned.epoch());
        query.lastSent = spec.continuous() ? pinned.epoch() : 0;
        try {
            builder.start(query, begin, new OwnStarts(own, starts));
            query.stopped.whenComplete((stopped, error) -> state.scheduler.io(then::close));
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
        if (spec.continuous()) {
            leader.epochClosed(state.epochs.tick());
        }
        List<String> notes = new ArrayList<>(then.notes());
        stopped(query.upstream, new LinkedHashSet<>()).forEach(view -> notes.add(noteOf(view)));
        return new AttachedRun(state, leader, query, results, notes);
    }

    /** Views that are stopped, read directly or through others. */
    private static Set<ManagedQuery> stopped(List<ManagedQuery> views, Set<ManagedQuery> found) {
        for (ManagedQuery view : views) {
            if (view.stopBase != null) {
                found.add(view);
            }
            stopped(view.upstream, found);
        }
        return found;
    }

    private static String noteOf(ManagedQuery view) {
        StopBase base = view.stopBase;
        String savepoint = base == null ? null : base.stop().savepoint();
        return "query " + view.name() + " is stopped"
                + (savepoint == null ? "" : " at savepoint \"" + savepoint + "\"")
                + ": what is read of it is as of then";
    }

    /** Relations of the past that a query reads, by the names of its scans. <b>Threading:</b> any thread. */
    private static final class PastStarts implements AutoCloseable {
        final Map<String, PastRelations.Reading> readings = new LinkedHashMap<>();

        List<String> notes() {
            return readings.values().stream()
                    .map(PastRelations.Reading::note)
                    .filter(Objects::nonNull)
                    .toList();
        }

        QueryBuilder.Starts before(QueryBuilder.Starts now) {
            return new QueryBuilder.Starts() {
                @Override
                public @Nullable RelationView view(String relation) {
                    PastRelations.Reading reading = readings.get(relation);
                    return reading == null
                            ? now.view(relation)
                            : reading.relation().pinNewest();
                }

                @Override
                public Change from(String relation) {
                    PastRelations.Reading reading = readings.get(relation);
                    return reading == null
                            ? now.from(relation)
                            : reading.relation().newest();
                }

                @Override
                public Optional<Relation> relation(String name) {
                    return Optional.ofNullable(readings.get(name)).map(PastRelations.Reading::relation);
                }

                @Override
                public Optional<List<RowBatch>> systemRows(String relation) {
                    return now.systemRows(relation);
                }
            };
        }

        @Override
        public void close() {
            readings.values().forEach(PastRelations.Reading::close);
        }
    }

    /** A transaction's own tables look as it has left them; they are not closed by their readers. */
    private record OwnStarts(Map<String, ? extends RelationView> own, QueryBuilder.Starts others)
            implements QueryBuilder.Starts {
        @Override
        public @Nullable RelationView view(String relation) {
            RelationView view = own.get(relation);
            return view == null ? others.view(relation) : new Borrowed(view);
        }

        @Override
        public Change from(String relation) {
            RelationView view = own.get(relation);
            return view == null ? others.from(relation) : view.relation().newest();
        }

        @Override
        public Optional<Relation> relation(String name) {
            return others.relation(name);
        }

        @Override
        public Optional<List<RowBatch>> systemRows(String relation) {
            return others.systemRows(relation);
        }
    }

    private record Borrowed(RelationView view) implements RelationView {
        @Override
        public Relation relation() {
            return view.relation();
        }

        @Override
        public long epoch() {
            return view.epoch();
        }

        @Override
        public RowCursor rows() {
            return view.rows();
        }

        @Override
        public RowCursor rowsOnTime(int timeColumn) {
            return view.rowsOnTime(timeColumn);
        }

        @Override
        public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
            view.lookUp(batch, row, keyColumns, out);
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        resultState.close();
    }
}
