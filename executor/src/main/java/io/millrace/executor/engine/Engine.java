package io.millrace.executor.engine;

import io.millrace.plan.node.PhysicalPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database at work: what the session layer sees of the executor. Plans go in, rows come out.
 *
 * <p><b>Threading:</b> any thread; calls block until their effect is durable and readable.
 * <b>Errors:</b> {@link io.millrace.spi.error.MillraceException}.
 */
public interface Engine extends AutoCloseable {
    /** Everything created and not dropped, in the order of creation. An immutable snapshot. */
    List<CatalogObject> catalog();

    Optional<CatalogObject> find(String name);

    /**
     * Creates a table, view or pipeline; durable on return. A materialized view or pipeline is started and, where its inputs
     * allow, has published its first epoch.
     *
     * @throws io.millrace.spi.error.MillraceException 42P07 if the name is taken
     */
    void create(CatalogObject object);

    /**
     * Creates a view as {@link #create(CatalogObject)} does, with state of a savepoint where its plan has that of one of the savepoint's
     * views as a part.
     *
     * @param allowsStateLoss whether it may be made from less input than the savepoint had
     * @return what has become of each operator's state
     * @throws io.millrace.spi.error.MillraceException 3B001 if there is no such savepoint, 55000 if input is gone that it had
     */
    List<String> create(CatalogObject object, String savepoint, boolean allowsStateLoss);

    /** What {@link #create(CatalogObject, String, boolean)} would make of each operator's state. */
    List<String> explain(CatalogObject object, String savepoint);

    /**
     * Drops objects together, stopping their queries; durable on return.
     *
     * @throws io.millrace.spi.error.MillraceException 2BP01 if another object reads one of them, naming it
     */
    void drop(Set<String> names);

    /**
     * Gives a view or pipeline other options of {@link QueryTuning}; durable on return. With another parallelism it has gone on with
     * that.
     *
     * @return what the one who asked should know
     * @throws io.millrace.spi.error.MillraceException 42P01 if there is none of that name
     */
    List<String> alter(String name, Map<String, String> changes);

    /**
     * Stops a view or pipeline at a point that is durable, until {@link #resume}; durable on return. Its view can be read as of that
     * point.
     *
     * @param savepoint the name of one to be taken there; empty for none
     * @throws io.millrace.spi.error.MillraceException 55000 if it does not run, 3B001 if the savepoint's name is in use
     */
    void stop(String query, String savepoint);

    /**
     * Lets a stopped view or pipeline go on; durable on return, and a view has taken in what came since.
     *
     * @throws io.millrace.spi.error.MillraceException 55000 if it is not stopped
     */
    void resume(String query);

    /**
     * Lets a view or pipeline begin again at once, from its newest sound state: one that runs, one that has failed and waits for its time,
     * and one that has failed for good. It runs on return.
     *
     * @throws io.millrace.spi.error.MillraceException 55000 if it is stopped or has ended, its own error if it has failed again
     */
    void restart(String query);

    /** Runs a plan whose root is a {@code Collect}: a finite answer or a continuous one. */
    QueryRun run(PhysicalPlan plan, RunOptions options);

    /**
     * Runs a plan whose root is a {@code SinkWrite}: an INSERT into a connector.
     *
     * @return for a finite plan it ends by itself; {@link QueryRun#next} gives no rows
     */
    QueryRun runInsert(PhysicalPlan plan, RunOptions options);

    /**
     * Begins to write native tables: waits for other writers of the same tables, then sees their newest rows. Close it.
     */
    TableTransaction begin(Set<String> tables);

    /** Forces a checkpoint and waits until it is durable. */
    CheckpointInfo checkpoint();

    /** Takes a savepoint of all running queries and tables and waits until it is durable; 3B001 if the name is in use. */
    SavepointInfo createSavepoint(String name);

    /**
     * Takes a savepoint of some queries, with the tables and views that they read, and waits until it is durable.
     *
     * @param queries names of views and pipelines; empty for all
     * @throws io.millrace.spi.error.MillraceException 3B001 if the name is in use, 55000 if one of the queries has failed
     */
    SavepointInfo createSavepoint(String name, List<String> queries);

    /**
     * Puts everything back to a savepoint and waits until it is readable there. Open results end with 40001.
     *
     * @return warnings: outside sinks whose output cannot be unsent
     * @throws io.millrace.spi.error.MillraceException 55000, 0A000 if the savepoint is of a part of the database
     */
    List<String> rollbackTo(String name);

    void releaseSavepoint(String name);

    List<SavepointInfo> savepoints();

    List<CheckpointInfo> checkpoints();

    /** The disk it lies on; empty for a database in memory. */
    Optional<DiskInfo> disk();

    /** Every running query, those of open results too. */
    List<QueryInfo> queries();

    /** What the state of views and pipelines comes to, as of their newest checkpoints. Walks through all of it. */
    List<StateInfo> state();

    /** Rows that were skipped, newest last; bounded. */
    List<RejectedRow> rejectedRows();

    /** The newest late rows of views that keep them, oldest first. */
    List<LateRow> lateRows();

    /** Of each scan that has left out late rows, how many. */
    List<LateCount> lateCounts();

    /** Ends a running query of an open result by its name; false if there is none. */
    boolean cancel(String queryName);

    @Override
    void close();
}
