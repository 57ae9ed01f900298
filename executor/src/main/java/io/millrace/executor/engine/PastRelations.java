package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.state.StateStore;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.PastRelation;
import io.millrace.plan.node.PlanJson;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables and views as they were at savepoints, kept checkpoints and those that history retains. Opened states are shared by their
 * readers, and a few stay open for the next.
 *
 * <p><b>Threading:</b> any thread but the conductor; opening blocks.
 */
final class PastRelations implements AutoCloseable {
    private static final int OPEN_UNUSED_MAX = 4;
    private static final int ATTEMPTS_MAX = 3;

    private final EngineState state;
    private final CheckpointStore store;
    private final Supplier<List<Manifest>> checkpoints;
    private final Map<Place, Opened> opened = new LinkedHashMap<>(16, 0.75f, true);

    /** @param checkpoints all that are kept and retained */
    PastRelations(EngineState state, CheckpointStore store, Supplier<List<Manifest>> checkpoints) {
        this.state = state;
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /** What is read there. */
    private record Place(Path folder, String relation) {}

    private static final class Opened {
        final StateStore store;
        final Relation relation;
        int readers;

        Opened(StateStore store, Relation relation) {
            this.store = store;
            this.relation = relation;
        }
    }

    /**
     * A relation in the past; to be closed.
     *
     * @param note which point it is, where that is not what was asked for; null otherwise
     */
    record Reading(Relation relation, @Nullable String note, Runnable whenClosed) implements AutoCloseable {
        @Override
        public void close() {
            whenClosed.run();
        }
    }

    /**
     * Opens a relation as it was.
     *
     * @throws MillraceException 3B001 if there is no such savepoint, 22023 if nothing is held of that time, 55000 if the object was
     *     not there or was another one
     */
    Reading open(PastRelation past) {
        for (int attempt = 1; ; attempt++) {
            try {
                return openNow(past);
            } catch (MillraceException e) {
                // A checkpoint may become history while it is opened.
                if (e.sqlState() != SqlState.IO_ERROR || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private Reading openNow(PastRelation past) {
        String savepoint = past.savepoint();
        Manifest manifest = savepoint == null ? heldAt(past) : store.savepoint(savepoint);
        CatalogObject object = sameObject(past, manifest);
        if (!manifest.scope().isEmpty() && !holds(manifest, past.relation())) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    SavepointScope.text(manifest) + ": it does not hold " + past.relation());
        }
        Opened at = take(new Place(store.folderOf(manifest), past.relation()), object, manifest);
        AtomicBoolean closed = new AtomicBoolean();
        return new Reading(at.relation, savepoint == null ? note(past, manifest) : null, () -> {
            if (closed.compareAndSet(false, true)) {
                giveBack(at);
            }
        });
    }

    private Manifest heldAt(PastRelation past) {
        List<Manifest> held = new ArrayList<>(checkpoints.get());
        held.addAll(store.savepoints());
        held.removeIf(manifest -> !holds(manifest, past.relation()));
        held.sort(Comparator.comparingLong(Manifest::createdMicros));
        Manifest newest = null;
        for (Manifest manifest : held) {
            if (manifest.createdMicros() <= past.timeMicros()) {
                newest = manifest;
            }
        }
        if (newest == null) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    past + " is not held any more, or was not yet: "
                            + (held.isEmpty()
                                    ? "there is no checkpoint or savepoint of " + past.relation()
                                    : "held are "
                                            + held.stream()
                                                    .map(PastRelations::text)
                                                    .collect(Collectors.joining(", ")))
                            + " ('retain-history' of a view says how long its history is kept)");
        }
        return newest;
    }

    private static boolean holds(Manifest manifest, String relation) {
        return manifest.queries().stream().anyMatch(point -> point.query().equals(relation) && !point.isOvertaken())
                || manifest.tables().stream().anyMatch(point -> point.table().equals(relation));
    }

    private static String text(Manifest manifest) {
        String name = manifest.name();
        return time(manifest.createdMicros()) + (name == null ? "" : " (savepoint " + name + ")");
    }

    private static String note(PastRelation past, Manifest manifest) {
        String name = manifest.name();
        return past.relation() + " is read as of " + time(manifest.createdMicros()) + ", epoch " + manifest.epoch()
                + " ("
                + (name == null ? "checkpoint " + manifest.id() : "savepoint " + name)
                + "), the newest that is held of the time up to " + time(past.timeMicros());
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The object as it is now must be the one it was: its columns were planned with. */
    private CatalogObject sameObject(PastRelation past, Manifest manifest) {
        CatalogObject then = manifest.objects().stream()
                .map(CatalogJson::read)
                .filter(object -> object.name().equals(past.relation()))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        SqlState.NOT_IN_REQUIRED_STATE, past.relation() + " was not there yet: cannot read " + past));
        CatalogObject now = state.find(past.relation()).orElse(null);
        boolean same = now != null
                && now.columns().equals(then.columns())
                && now.primaryKey().equals(then.primaryKey())
                && Objects.equals(now.plan(), then.plan());
        if (!same) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE, past.relation() + " was created anew since: cannot read " + past);
        }
        return then;
    }

    private synchronized Opened take(Place place, CatalogObject object, Manifest manifest) {
        Opened at = opened.get(place);
        if (at == null) {
            at = openNow(place, object, manifest);
            opened.put(place, at);
        }
        at.readers++;
        return at;
    }

    private Opened openNow(Place place, CatalogObject object, Manifest manifest) {
        String plan = object.plan();
        Path work = state.newWorkDirectory("past-" + object.name());
        if (plan == null) {
            TablePoint point = manifest.tables().stream()
                    .filter(table -> table.table().equals(object.name()))
                    .findFirst()
                    .orElseThrow(() -> missing(object, manifest));
            StateStore tables = state.backends.open(
                    state.options.state().backend(), work, place.folder().resolve("tables"));
            return new Opened(
                    tables,
                    new Relation(
                            object.name(),
                            object.columns(),
                            object.primaryKey(),
                            tables,
                            point.map(),
                            manifest.epoch(),
                            point.watermarkMicros(),
                            List.of()));
        }
        QueryPoint point = manifest.queries().stream()
                .filter(query -> query.query().equals(object.name()))
                .findFirst()
                .orElseThrow(() -> missing(object, manifest));
        Path folder = place.folder().resolve("state").resolve(Checkpointer.folderName(object.name()));
        StateStore query = state.backends.open(state.options.state().backend(), work, folder);
        return new Opened(
                query,
                new Relation(
                        object.name(),
                        object.columns(),
                        ((Materialize) PlanJson.read(plan).root()).key(),
                        query,
                        QueryBuilder.VIEW_MAP,
                        manifest.epoch(),
                        point.watermarkMicros(),
                        List.of()));
    }

    private static MillraceException missing(CatalogObject object, Manifest manifest) {
        return MillraceException.internal("checkpoint " + manifest.id() + " does not hold " + object.name());
    }

    private synchronized void giveBack(Opened at) {
        at.readers--;
        List<Place> unused = opened.entrySet().stream()
                .filter(entry -> entry.getValue().readers == 0)
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < unused.size() - OPEN_UNUSED_MAX; i++) {
            forget(unused.get(i));
        }
    }

    /** A point in the past is about to be forgotten. */
    synchronized void forgetAt(Path folder) {
        for (Place place : List.copyOf(opened.keySet())) {
            Opened at = opened.get(place);
            if (place.folder().equals(folder) && at != null && at.readers == 0) {
                forget(place);
            }
        }
    }

    private void forget(Place place) {
        Opened at = opened.remove(place);
        if (at != null) {
            at.store.close();
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(opened.keySet()).forEach(this::forget);
    }
}
