package io.millrace.executor.engine;

import io.millrace.executor.query.QueryAssembly;
import io.millrace.executor.query.QueryEnvironment;
import io.millrace.executor.query.QueryInputs;
import io.millrace.executor.query.QuerySpec;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.query.ResultQueue;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.source.RelationInput;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.table.TaskStates;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanJson;
import io.millrace.plan.node.RelationScan;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.key.KeyGroups;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes managed queries from catalog objects and plans, and assembles their tasks.
 *
 * <p><b>Threading:</b> the conductor, unless a method says otherwise.
 */
final class QueryBuilder {
    /** The state map in which a view's own rows lie. */
    static final String VIEW_MAP = "view";

    private final EngineState state;
    private final QueryLeader leader;

    QueryBuilder(EngineState state, QueryLeader leader) {
        this.state = state;
        this.leader = leader;
    }

    /** Where scans of tables and views begin. */
    interface Starts {
        /** Rows to begin with, null for none; given once for each scan. */
        @Nullable RelationView view(String relation);

        /** The change behind which changes follow. */
        Change from(String relation);

        /** A relation that is not the one of that name as it is now. */
        default Optional<Relation> relation(String name) {
            return Optional.empty();
        }

        /** Rows of a system relation, read beforehand by whoever may wait for the conductor. */
        default Optional<List<RowBatch>> systemRows(String relation) {
            return Optional.empty();
        }
    }

    /** Begins at pinned relations, which the scans close. */
    static Starts pinned(Map<String, PinnedView> views, Map<String, List<RowBatch>> systemRows) {
        return new Starts() {
            @Override
            public RelationView view(String relation) {
                return pinnedView(relation).again();
            }

            @Override
            public Change from(String relation) {
                return pinnedView(relation).change();
            }

            @Override
            public Optional<List<RowBatch>> systemRows(String relation) {
                return Optional.ofNullable(systemRows.get(relation));
            }

            private PinnedView pinnedView(String relation) {
                PinnedView view = views.get(relation);
                if (view == null) {
                    throw new IllegalStateException(relation + " is not pinned");
                }
                return view;
            }
        };
    }

    /**
     * The rows of the system relations that a plan reads. They may tell of running queries, for which they ask the conductor.
     *
     * <p><b>Threading:</b> any thread but the conductor.
     */
    Map<String, List<RowBatch>> systemRows(PhysicalPlan plan) {
        Map<String, List<RowBatch>> rows = new HashMap<>();
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof RelationScan scan
                    && !rows.containsKey(scan.relation())
                    && state.system.columns(scan.relation()).isPresent()) {
                rows.put(scan.relation(), state.system.rows(scan.relation()));
            }
        }
        return rows;
    }

    /** The names of tables and views that a plan reads, but for system relations. */
    Set<String> relationsRead(PhysicalPlan plan) {
        Set<String> names = new LinkedHashSet<>();
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof RelationScan scan
                    && state.system.columns(scan.relation()).isEmpty()) {
                names.add(scan.relation());
            }
        }
        return names;
    }

    /** A materialized view or pipeline; not assembled yet. */
    ManagedQuery durable(
            CatalogObject object, QueryTuning tuning, long epoch, long watermarkMicros, @Nullable Path restoreFrom) {
        StateStore store = state.backends.open(tuning.backend(), state.newWorkDirectory(object.name()), restoreFrom);
        return over(store, object, tuning, epoch, watermarkMicros);
    }

    /** A materialized view or pipeline over a state store, which it takes over; not assembled yet. */
    ManagedQuery over(StateStore store, CatalogObject object, QueryTuning tuning, long epoch, long watermarkMicros) {
        String json = object.plan();
        if (json == null) {
            throw new IllegalArgumentException(object.name() + " has no plan");
        }
        PhysicalPlan plan = PlanJson.read(json);
        boolean isView = object.kind() == CatalogObject.Kind.MATERIALIZED_VIEW;
        QuerySpec spec = new QuerySpec(
                object.name(),
                isView ? "MATERIALIZED VIEW" : "PIPELINE",
                object.options().getOrDefault("statement", ""),
                plan,
                tuning.parallelism(),
                KeyGroups.COUNT_DEFAULT,
                true,
                "skip".equals(object.options().get("on_error")));
        Relation relation = !isView
                ? null
                : new Relation(
                        object.name(),
                        object.columns(),
                        ((Materialize) plan.root()).key(),
                        store,
                        VIEW_MAP,
                        epoch,
                        watermarkMicros,
                        timeColumns(plan.root()));
        ManagedQuery query = managed(spec, object, tuning, store, relation, null);
        query.pauses.addAll(state.pauses.getOrDefault(object.name(), List.of()));
        query.published = epoch;
        query.lastSent = epoch;
        query.watermarkMicros = watermarkMicros;
        return query;
    }

    static List<Integer> timeColumns(PhysicalNode root) {
        return root.properties().eventTimes().stream()
                .filter(time -> time.bound() == EventTimeColumn.Bound.ROW_TIME)
                .map(EventTimeColumn::column)
                .distinct()
                .toList();
    }

    /** The query of an open result; not assembled yet. */
    ManagedQuery attached(QuerySpec spec, StateStore store, @Nullable ResultQueue results) {
        return managed(spec, null, null, store, null, results);
    }

    private ManagedQuery managed(
            QuerySpec spec,
            @Nullable CatalogObject object,
            @Nullable QueryTuning tuning,
            StateStore store,
            @Nullable Relation relation,
            @Nullable ResultQueue results) {
        Set<String> tablesRead = new LinkedHashSet<>();
        List<ManagedQuery> upstream = new ArrayList<>();
        for (String name : relationsRead(spec.plan())) {
            ManagedQuery up = state.queries.get(name);
            if (up != null) {
                upstream.add(up);
            } else {
                tablesRead.add(name);
            }
        }
        ManagedQuery query = new ManagedQuery(
                spec,
                object,
                tuning,
                store,
                relation,
                results,
                tablesRead,
                state.clock.epochMicros(),
                new SerialIo(state.scheduler));
        query.upstream.addAll(upstream);
        return query;
    }

    /** Makes the tasks and lets them run. */
    void start(ManagedQuery query, QueryStart start, Starts starts) {
        if (query.durable()) {
            query.past.begin(query.published, start, relationsRead(query.spec.plan()), starts);
        }
        startAgain(query, start, starts);
    }

    /** Makes new tasks of a query whose old ones are gone. */
    void startAgain(ManagedQuery query, QueryStart start, Starts starts) {
        long memoryBytes = state.options.state().memoryBytes() / query.spec.parallelism();
        QueryEnvironment environment = new QueryEnvironment(
                state.operators,
                new Inputs(starts, query.spec, query.pauses),
                (store, task, parallelism, keyGroups) ->
                        TaskStates.open(store, task, parallelism, keyGroups, memoryBytes),
                state.clock,
                state.scheduler,
                state.conductor,
                leader,
                state.options.batchRowsMax(),
                state.generation,
                state.timeline);
        RunningQuery running = QueryAssembly.assemble(query.spec, environment, start, query.store, query.results);
        query.running = running;
        QueryTuning tuning = query.tuning;
        running.waitForWrites(tuning != null && !tuning.async());
        running.announceBarriers(tuning != null && tuning.maybeUnaligned());
        state.queries.put(query.name(), query);
        leader.started(query, running);
        running.start(state.scheduler, state.queries.size());
    }

    /** What a query's scans ask for. */
    private final class Inputs implements QueryInputs {
        private final Starts starts;
        private final QuerySpec spec;
        private final List<RelationInput.Pause> pauses;

        Inputs(Starts starts, QuerySpec spec, List<RelationInput.Pause> pauses) {
            this.starts = starts;
            this.spec = spec;
            this.pauses = List.copyOf(pauses);
        }

        @Override
        public Connector connector(String name) {
            return state.connector(name);
        }

        @Override
        public Optional<List<RowBatch>> systemRows(String relation) {
            return starts.systemRows(relation);
        }

        @Override
        public RelationStart start(RelationScan scan, int task) {
            Change from = starts.from(scan.relation());
            RelationView view = task == 0 ? starts.view(scan.relation()) : null;
            Relation relation = view == null
                    ? starts.relation(scan.relation()).orElseGet(() -> state.relation(scan.relation()))
                    : view.relation();
            return new RelationStart(relation, view, from, options(scan, relation));
        }

        private RelationInput.Options options(RelationScan scan, Relation relation) {
            int[] columns = scan.columns().stream().mapToInt(Integer::intValue).toArray();
            RowBatch key = scan.key().isEmpty() ? null : key(scan);
            int late = -1;
            if (scan.dropLate()) {
                for (EventTimeColumn time : scan.properties().eventTimes()) {
                    if (time.bound() == EventTimeColumn.Bound.ROW_TIME) {
                        late = scan.columns().get(time.column());
                    }
                }
            }
            return new RelationInput.Options(
                    columns,
                    key,
                    relation.keyColumns(),
                    late,
                    spec.plan().limits().allowedLatenessMicros(),
                    spec.continuous(),
                    pauses);
        }

        private RowBatch key(RelationScan scan) {
            RowType types = new RowType(scan.key().stream()
                    .map(expression -> new Field("key", expression.type()))
                    .toList());
            return state.operators.constants(List.<List<Expression>>of(scan.key()), types);
        }

        @Override
        public void late(String query, String scan, String row) {
            state.keepLate(new LateRow(query, state.clock.epochMicros(), scan, row));
        }

        @Override
        public void reject(String query, String where, String what, String row) {
            state.reject(new RejectedRow(query, state.clock.epochMicros(), where, what, row));
        }
    }
}
