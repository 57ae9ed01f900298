package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.Effort;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.engine.QueryTuning.CheckpointMode;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.CheckpointShare;
import io.millrace.executor.relation.PinnedView;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checkpoint under way. <b>Threading:</b> the conductor. */
final class CheckpointRun {
    final long id;
    final long epoch;
    final boolean files;
    final long startedNanos;
    final long createdMicros;
    final List<Waiter> waiters;
    final List<String> objects;
    final Map<String, Part> parts = new LinkedHashMap<>();
    final List<TablePoint> tables = new ArrayList<>();
    final List<Runnable> tableFolds = new ArrayList<>();
    /** Of the tables; let go of whatever comes of their share. */
    final List<PinnedView> pins = new ArrayList<>();

    int partsMissing;
    /** Shares that I/O threads are writing. */
    int writing;

    /** Whether nobody takes another one instead: a query stops at it. */
    boolean alone;
    /** Whether every query must be at its epoch in it: a savepoint is made of it. */
    boolean aligned;

    boolean aborted;
    /** What was written of it is being removed. */
    boolean removed;
    /** All shares are there. */
    boolean complete;
    /** Its manifest is being written: it is not for anybody to give up any more. */
    boolean committing;

    CheckpointRun(
            long id,
            long epoch,
            boolean files,
            long startedNanos,
            long createdMicros,
            List<Waiter> waiters,
            List<String> objects) {
        this.id = id;
        this.epoch = epoch;
        this.files = files;
        this.startedNanos = startedNanos;
        this.createdMicros = createdMicros;
        this.waiters = new ArrayList<>(waiters);
        this.objects = objects;
    }

    /** Queries whose barrier is still on its way. */
    List<ManagedQuery> lagging() {
        return parts.values().stream()
                .filter(part -> part.point == null)
                .map(part -> part.query)
                .toList();
    }

    /** The share of a query; null if it has none. */
    @Nullable Part part(ManagedQuery query) {
        Part part = parts.get(query.name());
        return part != null && part.query == query ? part : null;
    }

    /** Whether nothing is missing but barriers. */
    boolean waitsForBarriersOnly() {
        return !aborted && !complete && partsMissing == lagging().size();
    }

    /** What it waits for. */
    String heldUpBy() {
        String names = lagging().stream().map(ManagedQuery::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "its files are not written" : "query " + names + " has not come to it";
    }

    /**
     * Who asked for a checkpoint.
     *
     * @param files whether its files must be there afterwards
     * @param aligned whether every query must have come to its epoch
     */
    record Waiter(CompletableFuture<Manifest> future, boolean files, boolean aligned) {}

    /** One query's share. */
    static final class Part {
        final ManagedQuery query;
        CheckpointShare share = CheckpointShare.NONE;
        /** Whether its tasks gave a share; otherwise it stands as it was. */
        boolean ran;
        /** Whether the checkpoint went on without its barrier. */
        boolean overtaken;
        /** What is to be said of its mode. */
        @Nullable String remark;

        @Nullable QueryTuning tuning;

        volatile long writeNanos;
        List<String> commits = List.of();
        /** To be told when the store holds what was frozen. */
        Runnable written = () -> {};

        @Nullable QueryPoint point;

        boolean ended;

        Part(ManagedQuery query) {
            this.query = query;
        }

        /** Whether it is held as failed. */
        boolean hasFailed() {
            QueryPoint now = point;
            return now != null && now.status().equals("FAILED");
        }

        /** Where the query stands, for the manifest. */
        QueryPoint pointNow() {
            QueryCut cut = query.publishedCut;
            MillraceException error = query.error;
            StopBase stopped = query.stopBase;
            String status = stopped != null
                    ? "STOPPED"
                    : query.state == State.FAILED ? "FAILED" : ended || query.closed ? "FINISHED" : "RUNNING";
            return new QueryPoint(
                    query.name(),
                    cut == null ? new QueryCut(query.name(), query.published, 0, List.of()) : cut,
                    query.published,
                    query.watermarkMicros,
                    status,
                    error == null ? null : error.getMessage(),
                    query.spec.parallelism(),
                    commits,
                    null,
                    stopped == null ? null : stopped.stop());
        }

        /** The checkpoint goes on without its barrier. */
        void takeInstead(QueryPoint before, CheckpointShare waited) {
            overtaken = true;
            ran = true;
            tuning = query.tuning;
            share = waited;
            point = before;
            commits = before.sinkCommits();
            int epochs = before.overtaken().size();
            remark = "its state is of epoch " + before.cut().epoch() + ", and " + epochs
                    + (epochs == 1 ? " epoch" : " epochs") + " behind that with what was read in "
                    + (epochs == 1 ? "it" : "them");
        }

        /** The epoch that its state and output are of. */
        long epoch(CheckpointRun run) {
            QueryPoint taken = point;
            return overtaken && taken != null ? taken.cut().epoch() : run.epoch;
        }

        /** What it took, for the manifest. */
        @Nullable Effort effort() {
            QueryTuning how = tuning;
            return !ran || how == null
                    ? null
                    : new Effort(
                            (overtaken ? CheckpointMode.UNALIGNED : CheckpointMode.ALIGNED).toString(),
                            how.async(),
                            how.incremental(),
                            how.backend(),
                            share.alignNanos() / 1_000,
                            share.freezeNanos() / 1_000,
                            writeNanos / 1_000,
                            remark);
        }
    }
}
