package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.Stop;
import io.millrace.executor.engine.TakeOver.Kept;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.relation.SharedView;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.connector.Split;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes queries that begin with state of a savepoint. Until a checkpoint holds such a query, a recovery makes it again from the
 * savepoint, which its catalog object names.
 *
 * <p><b>Threading:</b> any thread but the conductor; blocks.
 */
final class TakeOvers {
    private static final String SAVEPOINT = "from.savepoint";
    private static final String EPOCH = "from.epoch";

    private final EngineState state;
    private final QueryBuilder builder;
    private final QueryLeader leader;
    private final Restarts restarts;
    private final CheckpointStore store;

    TakeOvers(EngineState state, QueryBuilder builder, QueryLeader leader, Restarts restarts, CheckpointStore store) {
        this.state = state;
        this.builder = builder;
        this.leader = leader;
        this.restarts = restarts;
        this.store = store;
    }

    /** Decides what a new query takes over. */
    TakeOver plan(CatalogObject object, String savepoint) {
        return plan(object, store.savepoint(savepoint));
    }

    private TakeOver plan(CatalogObject object, Manifest savepoint) {
        Map<String, CatalogObject> now = new HashMap<>();
        state.catalog().forEach(one -> now.put(one.name(), one));
        return new TakeOver(object, savepoint, now);
    }

    /** What would be lost, for people; empty if nothing. Asks the sources. */
    List<String> losses(TakeOver takeOver) {
        return takeOver.losses(scan -> splits(scan));
    }

    private Set<String> splits(ConnectorScan scan) {
        return QueryStart.source(scan, state::connector).splits().stream()
                .map(Split::id)
                .collect(Collectors.toSet());
    }

    /** The object that names the savepoint it begins with. */
    CatalogObject marked(CatalogObject object, String savepoint) {
        Map<String, String> options = new LinkedHashMap<>(object.options());
        options.put(SAVEPOINT, savepoint);
        options.put(EPOCH, Long.toString(store.savepoint(savepoint).epoch()));
        return object.with(options);
    }

    static boolean isMarked(CatalogObject object) {
        return object.options().containsKey(SAVEPOINT);
    }

    /**
     * Opens what a marked object begins with.
     *
     * @throws MillraceException 3B001, XX001 if the savepoint is not there any more or damaged
     */
    Prepared prepare(CatalogObject object, QueryTuning tuning) {
        String name = object.options().getOrDefault(SAVEPOINT, "");
        Manifest savepoint = store.soundSavepoint(name);
        if (!Long.toString(savepoint.epoch()).equals(object.options().get(EPOCH))) {
            throw new MillraceException(
                    SqlState.INVALID_SAVEPOINT,
                    "savepoint \"" + name + "\" is not the one that " + object.name() + " was created from");
        }
        Prepared prepared = new Prepared(object, plan(object, savepoint), tuning);
        try {
            prepared.open(savepoint, store.folder(name));
            return prepared;
        } catch (RuntimeException e) {
            prepared.release();
            throw e;
        }
    }

    /** State, rows and input that a new query begins with. */
    final class Prepared {
        private final CatalogObject object;
        private final TakeOver takeOver;
        private final Map<NodeId, SharedView> rows = new LinkedHashMap<>();
        private final SharedStores stores = new SharedStores();
        private final StateStore own;
        private @Nullable StoppedInput input;
        private final Set<String> continued = new HashSet<>();
        /** A snapshot of the state taken over, to which a query that fails before its first checkpoint goes back. */
        private final Path files;

        private volatile boolean begun;

        Prepared(CatalogObject object, TakeOver takeOver, QueryTuning tuning) {
            this.object = object;
            this.takeOver = takeOver;
            this.own = state.backends.open(tuning.backend(), state.newWorkDirectory(object.name()), null);
            this.files = state.newWorkDirectory("begin-" + object.name());
        }

        private void open(Manifest savepoint, Path folder) {
            for (Kept part : takeOver.kept()) {
                String view = part.view().name();
                StateStore old = state.backends.open(
                        state.options.state().backend(),
                        state.newWorkDirectory("from-" + view),
                        folder.resolve("state").resolve(Checkpointer.folderName(view)));
                stores.add(old);
                part.names().forEach((name, oldName) -> copy(old, oldName.value() + "/", name.value() + "/"));
                rows.put(part.root(), rows(part, old, savepoint));
                if (!part.reads().isEmpty()) {
                    continued.addAll(part.reads());
                    Path kept = state.newWorkDirectory("read-" + object.name());
                    Stop stop = part.point().stop();
                    StopBase base = stop == null
                            ? StopBase.of(savepoint, "", part.reads(), store, folder, kept)
                            : StopBase.kept(stop, view, store, folder, kept);
                    if (input == null) {
                        input = StoppedInput.open(state, base, part.reads());
                    }
                }
            }
            store.createDirectories(files);
            own.snapshot(files, true);
        }

        private void began(ManagedQuery query) {
            query.past.beganWith(files, () -> state.scheduler.io(() -> store.deleteDirectory(files)));
        }

        private void copy(StateStore old, String from, String to) {
            for (StateMap map : old.maps()) {
                if (map.name().startsWith(from)) {
                    restarts.copy(map, own, own.map(to + map.name().substring(from.length())));
                }
            }
        }

        private SharedView rows(Kept part, StateStore old, Manifest savepoint) {
            Materialize root = (Materialize) Definitions.plan(part.view()).root();
            Relation given = new Relation(
                    part.view().name(),
                    root.rowType(),
                    root.key(),
                    old,
                    QueryBuilder.VIEW_MAP,
                    savepoint.epoch(),
                    part.point().watermarkMicros(),
                    List.of());
            return stores.hold(given.pinNewest());
        }

        /** The state, which is the query's from now on. */
        StateStore taken() {
            begun = true;
            return own;
        }

        /** How it begins: what is taken over where it was left, everything else at its beginning. */
        QueryStart start(PhysicalPlan plan, long timeMicros) {
            List<SplitCut> splits = new ArrayList<>(takeOver.splits());
            Set<String> scans = continuedScans();
            QueryStart.fresh(plan, state::connector, timeMicros).splits().stream()
                    .filter(split -> !scans.contains(split.scan()))
                    .forEach(splits::add);
            return new QueryStart(null, splits, timeMicros, false, 0, rows);
        }

        /** How it begins when it repeats its log, whose cuts have the splits of what is read from its beginning. */
        QueryStart replayed(long timeMicros) {
            return new QueryStart(null, takeOver.splits(), timeMicros, true, 0, rows);
        }

        private Set<String> continuedScans() {
            return takeOver.kept().stream()
                    .flatMap(part -> part.names().keySet().stream())
                    .map(NodeId::value)
                    .collect(Collectors.toSet());
        }

        /** Where scans of tables and views begin: with what has changed, where state is kept. To be closed. */
        Begun starts(Map<String, PinnedView> now) {
            Map<String, SharedView> changes = new HashMap<>();
            StoppedInput then = input;
            if (then != null) {
                now.forEach((name, view) -> {
                    if (continued.contains(name)) {
                        changes.put(name, then.until(view));
                    }
                });
            }
            return new Begun(changes, QueryBuilder.pinned(now, Map.of()));
        }

        /** Lets go of all of it; a query that has begun holds what it needs itself. */
        void release() {
            rows.values().forEach(RelationView::close);
            stores.release();
            if (input != null) {
                input.release();
            }
            if (!begun) {
                own.close();
            }
        }
    }

    /** Starts of a query that takes something over. */
    record Begun(Map<String, SharedView> changes, QueryBuilder.Starts pinned)
            implements QueryBuilder.Starts, AutoCloseable {
        @Override
        public @Nullable RelationView view(String relation) {
            SharedView view = changes.get(relation);
            return view == null ? pinned.view(relation) : view.again();
        }

        @Override
        public Change from(String relation) {
            return pinned.from(relation);
        }

        @Override
        public Optional<Relation> relation(String name) {
            return pinned.relation(name);
        }

        @Override
        public void close() {
            changes.values().forEach(RelationView::close);
        }
    }

    /** Begins a prepared query; the pins stay the caller's. <b>Threading:</b> the conductor. */
    ManagedQuery begin(
            Prepared prepared, QueryTuning tuning, QueryStart start, long epoch, Map<String, PinnedView> now) {
        ManagedQuery query = builder.over(prepared.taken(), prepared.object, tuning, epoch, Long.MIN_VALUE);
        try (Begun starts = prepared.starts(now)) {
            builder.start(query, start, starts);
            prepared.began(query);
        } catch (RuntimeException e) {
            query.past.close();
            query.store.close();
            throw e;
        }
        return query;
    }

    /** Begins it again in a recovery, over the cuts that it had closed. */
    ManagedQuery begin(
            Prepared prepared,
            QueryTuning tuning,
            QueryStart start,
            long epoch,
            Map<String, PinnedView> now,
            List<QueryCut> cuts) {
        ManagedQuery query = builder.over(prepared.taken(), prepared.object, tuning, epoch, Long.MIN_VALUE);
        state.queries.put(query.name(), query);
        query.replay.addAll(cuts);
        query.ready.complete(null);
        try (Begun starts = prepared.starts(now)) {
            builder.start(query, start, starts);
            prepared.began(query);
        } catch (RuntimeException e) {
            leader.broke(query, e);
        }
        return query;
    }
}
