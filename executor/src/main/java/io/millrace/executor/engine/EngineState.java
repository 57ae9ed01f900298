package io.millrace.executor.engine;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.query.OperatorFactory;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.source.RelationInput;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.task.Scheduler;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the engine share.
 *
 * <p><b>Threading:</b> the conductor, but for what is final and says otherwise.
 */
final class EngineState {
    private static final int REJECTED_ROWS_KEPT = 1_000;
    private static final int LATE_ROWS_KEPT = 10_000;

    final EngineOptions options;
    final Scheduler scheduler;
    final Clock clock;
    final Conductor conductor;
    final StateBackends backends;
    final OperatorFactory operators;
    final Map<String, Connector> connectors;
    final SystemRelations system;
    final Path directory;
    final Journal journal;
    final EpochClock epochs;

    /** Everything created and not dropped, in order. */
    final Map<String, CatalogObject> objects = new LinkedHashMap<>();

    final Map<String, ManagedTable> tables = new LinkedHashMap<>();
    /** Running queries, those of open results too, each behind those it reads. */
    final Map<String, ManagedQuery> queries = new LinkedHashMap<>();

    final AtomicLong storeNumbers = new AtomicLong();

    @Nullable StateStore tableStore;

    long timeline = 1;
    long generation;
    /** While the log is repeated: no epoch behind this one may be sent. */
    long replayLimit = Long.MAX_VALUE;

    /** When queries had failed until they were begun again, by name, as far as the log that was repeated tells. */
    Map<String, List<RelationInput.Pause>> pauses = Map.of();

    boolean recovering;
    /** No reader gets an older epoch: everything that was acknowledged before the database was opened is in this one. */
    long readableFrom;

    boolean closing;
    /** Why nothing is promised any more; null while all is well. */
    @Nullable MillraceException broken;

    /** Why nothing can be written for now; null while there is room. */
    volatile @Nullable MillraceException diskFull;

    private volatile List<CatalogObject> catalog = List.of();
    private final Deque<RejectedRow> rejected = new ArrayDeque<>();
    private final Deque<LateRow> late = new ArrayDeque<>();

    EngineState(EngineOptions options, EngineParts parts, Conductor conductor, Path directory, Journal journal) {
        this.options = options;
        this.scheduler = parts.scheduler();
        this.clock = parts.clock();
        this.backends = parts.backends();
        this.operators = parts.operators();
        this.connectors = Map.copyOf(parts.connectors());
        this.system = parts.system();
        this.conductor = conductor;
        this.directory = directory;
        this.journal = journal;
        this.epochs = new EpochClock(journal);
    }

    /** The catalog as of the newest change. <b>Threading:</b> any thread. */
    List<CatalogObject> catalog() {
        return catalog;
    }

    void catalogChanged() {
        catalog = List.copyOf(objects.values());
    }

    /** <b>Threading:</b> any thread. */
    Optional<CatalogObject> find(String name) {
        return catalog.stream().filter(object -> object.name().equals(name)).findFirst();
    }

    StateStore tableStore() {
        StateStore store = tableStore;
        if (store == null) {
            throw MillraceException.internal("the tables' state store is not open");
        }
        return store;
    }

    /** A new working directory for the state of a query or of the tables. */
    Path newWorkDirectory(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return directory.resolve("work").resolve(storeNumbers.incrementAndGet() + "-" + safe);
    }

    Connector connector(String name) {
        Connector connector = connectors.get(name);
        if (connector == null) {
            throw new MillraceException(
                    SqlState.UNDEFINED_OBJECT,
                    "there is no connector '" + name + "'" + Nearest.hint(name, connectors.keySet()));
        }
        return connector;
    }

    /** The relation of a table or view. */
    Relation relation(String name) {
        ManagedTable table = tables.get(name);
        if (table != null) {
            return table.relation();
        }
        ManagedQuery query = queries.get(name);
        if (query == null || query.relation == null) {
            List<String> known = new ArrayList<>(tables.keySet());
            queries.values().stream().filter(q -> q.relation != null).forEach(q -> known.add(q.name()));
            throw new MillraceException(
                    SqlState.UNDEFINED_TABLE, "there is no table or view \"" + name + "\"" + Nearest.hint(name, known));
        }
        return query.relation;
    }

    /** <b>Threading:</b> any thread. */
    void reject(RejectedRow row) {
        synchronized (rejected) {
            rejected.addLast(row);
            while (rejected.size() > REJECTED_ROWS_KEPT) {
                rejected.removeFirst();
            }
        }
    }

    /** Keeps a late row; the oldest goes when there are many. <b>Threading:</b> any thread. */
    void keepLate(LateRow row) {
        synchronized (late) {
            late.addLast(row);
            while (late.size() > LATE_ROWS_KEPT) {
                late.removeFirst();
            }
        }
    }

    List<LateRow> lateRows() {
        synchronized (late) {
            return List.copyOf(late);
        }
    }

    /** <b>Threading:</b> any thread. */
    List<RejectedRow> rejectedRows() {
        synchronized (rejected) {
            return List.copyOf(rejected);
        }
    }

    /** Refuses what could not be made durable now. */
    void requireWritable() {
        requireSound();
        MillraceException full = diskFull;
        if (full != null) {
            throw refusedAsFull(full);
        }
    }

    /** What a statement that writes fails with while the disk is full. */
    static MillraceException refusedAsFull(MillraceException full) {
        return new MillraceException(
                SqlState.DISK_FULL,
                "the disk is full, nothing was done: " + full.getMessage() + "; it goes on when there is room",
                full);
    }

    /** Refuses to go on once the engine has stopped. */
    void requireSound() {
        MillraceException why = broken;
        if (why != null) {
            throw new MillraceException(why.sqlState(), "the database has stopped: " + why.getMessage(), why);
        } else if (closing) {
            throw new MillraceException(SqlState.SHUTDOWN, "the database is closing");
        }
    }
}
