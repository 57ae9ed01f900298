package io.millrace.executor.engine;

import io.millrace.executor.engine.CatalogObject.Kind;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.relation.Relation;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanJson;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Watermark;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates and drops objects: in the log first, then in the catalog, then at work.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class Definitions {
    private static final long SINK_WAIT_MILLIS = 2_000;

    private final EngineState state;
    private final Pins pins;
    private final QueryLeader leader;
    private final QueryBuilder builder;

    Definitions(EngineState state, Pins pins, QueryLeader leader, QueryBuilder builder) {
        this.state = state;
        this.pins = pins;
        this.leader = leader;
        this.builder = builder;
    }

    /**
     * Creates an object.
     *
     * @param start where its connector scans begin; null if it is no query
     * @return done when it is durable, and a query has published its first epoch
     */
    CompletableFuture<Void> create(CatalogObject object, @Nullable QueryStart start) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            state.requireWritable();
            requireFree(object.name());
            requireReadable(object);
            if (start == null) {
                createPlain(object, done);
            } else {
                beginSink(object, () -> createQuery(object, start, this::startQuery, done), done);
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void requireFree(String name) {
        if (state.objects.containsKey(name)) {
            throw new MillraceException(SqlState.DUPLICATE_TABLE, "\"" + name + "\" exists already");
        }
    }

    private void requireReadable(CatalogObject object) {
        for (String name : object.reads()) {
            if (!state.objects.containsKey(name) && state.system.columns(name).isEmpty()) {
                throw new MillraceException(
                        SqlState.UNDEFINED_TABLE,
                        "there is no table or view \"" + name + "\"" + Nearest.hint(name, state.objects.keySet()));
            }
        }
    }

    private void createPlain(CatalogObject object, CompletableFuture<Void> done) {
        define(
                epoch -> new LogRecord.Created(epoch, CatalogJson.write(object)),
                epoch -> {
                    try {
                        requireFree(object.name());
                        addPlain(object, epoch);
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                done::completeExceptionally);
    }

    /**
     * Makes a change of the catalog durable, and then puts it in force, under an epoch of its own: a checkpoint of an earlier epoch does not
     * hold it, and a recovery repeats it from the log; one of a later epoch holds it. None is of that epoch.
     *
     * @param refused hears that the disk is full; then nothing has happened
     */
    void define(LongFunction<LogRecord> record, LongConsumer inForce, Consumer<MillraceException> refused) {
        long epoch = state.epochs.beginCommit();
        state.journal.append(
                record.apply(epoch),
                () -> {
                    try {
                        inForce.accept(epoch);
                    } finally {
                        state.epochs.definitionInForce(epoch);
                    }
                },
                full -> {
                    state.epochs.definitionInForce(epoch);
                    refused.accept(EngineState.refusedAsFull(full));
                });
    }

    private void closeEpochSoon() {
        state.conductor.execute(() -> leader.epochClosed(state.epochs.tick()));
    }

    /** Puts an object that is no query into the catalog. */
    void addPlain(CatalogObject object, long epoch) {
        state.objects.put(object.name(), object);
        if (object.kind() == Kind.NATIVE_TABLE) {
            addTable(object, object.name() + "@" + epoch, epoch, Long.MIN_VALUE);
        }
        state.catalogChanged();
    }

    /** Opens a native table whose rows lie in that map. */
    void addTable(CatalogObject object, String map, long epoch, long watermarkMicros) {
        Relation relation = new Relation(
                object.name(),
                object.columns(),
                object.primaryKey(),
                state.tableStore(),
                map,
                epoch,
                watermarkMicros,
                timeColumns(object));
        state.tables.put(object.name(), new ManagedTable(object, relation, map, marks(object), new Semaphore(1, true)));
    }

    static List<Integer> timeColumns(CatalogObject object) {
        Watermark watermark = object.watermark();
        return watermark == null ? List.of() : List.of(watermark.column());
    }

    private @Nullable UnaryOperator<RowBatch> marks(CatalogObject object) {
        Watermark watermark = object.watermark();
        if (watermark == null) {
            return null;
        }
        List<Expression> expressions = List.of(watermark.expression());
        return state.operators.projection(
                expressions,
                object.columns().fields().stream().map(Field::type).toList(),
                new TableContext(object.name()));
    }

    /** Creates a query that begins with state of a savepoint; done as with {@link #create}. */
    CompletableFuture<Void> create(CatalogObject object, QueryStart start, Beginning beginning) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            state.requireWritable();
            requireFree(object.name());
            requireReadable(object);
            createQuery(object, start, beginning, done);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Makes and starts a query at pinned inputs. */
    @FunctionalInterface
    interface Beginning {
        ManagedQuery begin(CatalogObject object, QueryStart start, Pins.Pinned pinned);
    }

    private void createQuery(
            CatalogObject object, QueryStart start, Beginning beginning, CompletableFuture<Void> done) {
        Set<String> reads = builder.relationsRead(plan(object));
        pins.pin(reads, state.epochs.current()).whenComplete((pinned, error) -> {
            if (error != null) {
                done.completeExceptionally(error);
                return;
            }
            if (reads.isEmpty()) {
                pinned.close();
                state.epochs.whenClosed(
                        epoch -> logQuery(object, start, beginning, new Pins.Pinned(epoch, Map.of()), done));
            } else {
                logQuery(object, start, beginning, pinned, done);
            }
        });
    }

    /** The sink forgets what an earlier query of that name has written; it may have to wait for the outside. */
    private void beginSink(CatalogObject object, Runnable then, CompletableFuture<Void> done) {
        SinkWrite sink = SinkCommits.sink(object).orElse(null);
        if (sink == null) {
            then.run();
            return;
        }
        state.scheduler.io(() -> {
            try {
                SinkCommits.begin(state, sink, object.name());
                state.conductor.execute(() -> {
                    try {
                        then.run();
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
    }

    static PhysicalPlan plan(CatalogObject object) {
        String json = object.plan();
        if (json == null) {
            throw MillraceException.internal(object.name() + " has no plan");
        }
        return PlanJson.read(json);
    }

    private void logQuery(
            CatalogObject object,
            QueryStart start,
            Beginning beginning,
            Pins.Pinned pinned,
            CompletableFuture<Void> done) {
        define(
                epoch -> new LogRecord.Created(epoch, CatalogJson.write(object)),
                epoch -> {
                    try {
                        requireFree(object.name());
                        ManagedQuery query = beginning.begin(object, start, new Pins.Pinned(epoch, pinned.views()));
                        state.objects.put(object.name(), object);
                        state.catalogChanged();
                        query.ready.whenComplete((ready, error) -> finishCreate(query, error, done));
                        if (object.kind() == Kind.PIPELINE) {
                            state.scheduler.after(
                                    SINK_WAIT_MILLIS, () -> state.conductor.execute(() -> waitNoLonger(query, done)));
                        }
                        closeEpochSoon();
                    } catch (RuntimeException e) {
                        undo(object.name(), e, done);
                    } finally {
                        pinned.close();
                    }
                },
                full -> {
                    pinned.close();
                    done.completeExceptionally(full);
                });
    }

    /** Starts a new query at pinned inputs; the pins stay the caller's. */
    ManagedQuery startQuery(CatalogObject object, QueryStart start, Pins.Pinned pinned) {
        ManagedQuery query = builder.durable(object, tuning(object), pinned.epoch(), Long.MIN_VALUE, null);
        try {
            builder.start(query, start, QueryBuilder.pinned(pinned.views(), Map.of()));
        } catch (RuntimeException e) {
            query.past.close();
            query.store.close();
            throw e;
        }
        return query;
    }

    QueryTuning tuning(CatalogObject object) {
        return QueryTuning.of(object.options(), state.options);
    }

    /** Whoever creates a pipeline hears of an error in its first epoch, but does not wait for a sink that blocks. */
    private static void waitNoLonger(ManagedQuery query, CompletableFuture<Void> done) {
        if (!query.ready.isDone()) {
            query.created = true;
            done.complete(null);
        }
    }

    private void finishCreate(ManagedQuery query, @Nullable Throwable error, CompletableFuture<Void> done) {
        if (done.isDone()) {
            return;
        }
        if (error == null) {
            done.complete(null);
        } else if (state.objects.containsKey(query.name()) && state.queries.get(query.name()) == query) {
            undo(query.name(), error, done);
        } else {
            done.completeExceptionally(error);
        }
    }

    /** A query that failed before its first epoch leaves nothing behind. */
    private void undo(String name, Throwable error, CompletableFuture<Void> done) {
        state.journal.append(new LogRecord.Dropped(state.epochs.current(), Set.of(name)), () -> {
            remove(name);
            state.catalogChanged();
            done.completeExceptionally(error);
        });
    }

    /**
     * Gives a view or pipeline other options of {@link QueryTuning}; done when that is durable. They hold from its next checkpoint
     * on.
     */
    CompletableFuture<Void> alter(String name, Map<String, String> changes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            state.requireWritable();
            requireExists(name);
            alter(name, changes, done);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void alter(String name, Map<String, String> changes, CompletableFuture<Void> done) {
        CatalogObject object = state.objects.get(name);
        if (object == null) {
            done.completeExceptionally(
                    new MillraceException(SqlState.UNDEFINED_TABLE, "\"" + name + "\" was dropped meanwhile"));
            return;
        }
        Map<String, String> options = new LinkedHashMap<>(object.options());
        options.putAll(changes);
        CatalogObject altered = object.with(options);
        define(
                epoch -> new LogRecord.Altered(epoch, CatalogJson.write(altered)),
                epoch -> {
                    put(altered);
                    done.complete(null);
                },
                done::completeExceptionally);
    }

    /** Puts an object with other options in the place of what it was. */
    void put(CatalogObject altered) {
        ManagedQuery query = state.queries.get(altered.name());
        if (query != null && state.objects.containsKey(altered.name())) {
            state.objects.put(altered.name(), altered);
            state.catalogChanged();
            query.object = altered;
            query.tuning = tuning(altered);
            if (query.running != null) {
                query.running.waitForWrites(!query.tuning.async());
                query.running.announceBarriers(query.tuning.maybeUnaligned());
            }
        }
    }

    /** Drops objects together; done when that is durable. */
    CompletableFuture<Void> drop(Set<String> names) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            state.requireWritable();
            names.forEach(this::requireExists);
            requireNoReaders(names);
            define(
                    epoch -> new LogRecord.Dropped(epoch, names),
                    epoch -> {
                        removeAll(names);
                        done.complete(null);
                    },
                    done::completeExceptionally);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void requireExists(String name) {
        if (!state.objects.containsKey(name)) {
            throw new MillraceException(
                    SqlState.UNDEFINED_TABLE,
                    "there is no \"" + name + "\"" + Nearest.hint(name, state.objects.keySet()));
        }
    }

    private void requireNoReaders(Set<String> names) {
        List<String> readers = new ArrayList<>();
        for (CatalogObject other : state.objects.values()) {
            if (!names.contains(other.name()) && other.reads().stream().anyMatch(names::contains)) {
                readers.add(other.name());
            }
        }
        if (!readers.isEmpty()) {
            throw new MillraceException(
                    SqlState.DEPENDENT_OBJECTS,
                    "cannot drop " + String.join(", ", names) + ": read by " + String.join(", ", readers));
        }
    }

    /** Takes objects out of the catalog and ends their queries, and those of open results over them. */
    void removeAll(Set<String> names) {
        MillraceException gone =
                new MillraceException(SqlState.UNDEFINED_TABLE, String.join(", ", names) + " was dropped");
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            boolean reads = query.tablesRead.stream().anyMatch(names::contains)
                    || query.upstream.stream().anyMatch(up -> names.contains(up.name()));
            if (!query.durable() && reads) {
                leader.fail(query, gone);
            }
        }
        names.forEach(this::remove);
        state.catalogChanged();
        pins.resolve();
    }

    private void remove(String name) {
        state.objects.remove(name);
        state.tables.remove(name);
        ManagedQuery query = state.queries.get(name);
        if (query != null) {
            leader.abandon(query);
            state.queries.remove(name);
        }
    }
}
