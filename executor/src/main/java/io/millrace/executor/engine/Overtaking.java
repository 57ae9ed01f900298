package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.engine.CheckpointRun.Part;
import io.millrace.executor.engine.ManagedQuery.PendingEpoch;
import io.millrace.executor.engine.QueryTuning.CheckpointMode;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.CheckpointShare;
import io.millrace.executor.relation.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Unaligned checkpoints: what a query gives to one that does not wait until its barrier has come through. That is its state at the newest
 * barrier that has, and everything that went into it since, up to where its scans ended the checkpoint's epoch: the cuts of the epochs
 * whose barriers are overtaken, and the changes of tables. What is queued in channels, waits at a barrier or is a net change not yet
 * handed on is what comes of that again, exactly, as epochs do that are repeated from the log.
 *
 * <p><b>Threading:</b> the conductor; files are written on I/O threads. <b>Source:</b> ADR 0007.
 */
final class Overtaking {
    private final EngineState state;
    private final CheckpointStore store;

    Overtaking(EngineState state, CheckpointStore store) {
        this.state = state;
        this.store = store;
    }

    /** Where the changes of its tables lie in a checkpoint's folder. */
    static Path file(Path checkpoint, String query) {
        return checkpoint.resolve("overtaken").resolve(Checkpointer.folderName(query) + ".changes");
    }

    /** Why no checkpoint overtakes its barrier whatever its mode, as part of a sentence; null if one may. */
    static @Nullable String obstacle(ManagedQuery query) {
        PassedBarrier passed = query.passed();
        if (!query.upstream.isEmpty()) {
            return "it reads view "
                    + query.upstream.stream().map(ManagedQuery::name).collect(Collectors.joining(", "));
        } else if (!query.pauses.isEmpty()) {
            return "it was restarted by hand";
        } else if (query.ended) {
            return "all its input is read";
        } else if (passed == null || query.past.at(passed.epoch()) == null) {
            return "it is the first since the query began";
        }
        return null;
    }

    /** Whether the checkpoint should go on without the barrier of a query, which is on its way. */
    boolean isDue(CheckpointRun run, Part part) {
        ManagedQuery query = part.query;
        QueryTuning tuning = query.tuning;
        PendingEpoch pending = query.pending.get(run.epoch);
        if (tuning == null
                || !tuning.maybeUnaligned()
                || !query.running()
                || pending == null
                || pending.cut == null
                || pending.outcome != null
                || obstacle(query) != null
                || cuts(run, query).isEmpty()) {
            return false;
        }
        long waitedNanos = state.clock.nanoTime() - run.startedNanos;
        return tuning.mode() == CheckpointMode.UNALIGNED
                || waitedNanos >= tuning.alignmentTimeout().toNanos();
    }

    /** The cuts behind the barrier that has come through up to the checkpoint's; none if that is not known. */
    private static List<QueryCut> cuts(CheckpointRun run, ManagedQuery query) {
        PassedBarrier passed = query.passed();
        List<QueryCut> cuts = passed == null ? List.of() : query.past.cutsBetween(passed.epoch(), run.epoch);
        boolean all = !cuts.isEmpty() && cuts.get(cuts.size() - 1).epoch() == run.epoch;
        return all ? cuts : List.of();
    }

    /**
     * Takes what there is of a query instead of its barrier.
     *
     * @return writes it into the checkpoint's folder, on an I/O thread
     */
    Runnable overtake(CheckpointRun run, Part part) {
        ManagedQuery query = part.query;
        PassedBarrier passed = query.passed();
        QueryPast.Point point = passed == null ? null : query.past.at(passed.epoch());
        if (passed == null || point == null) {
            throw new IllegalStateException("no barrier of " + query.name() + " has come through");
        }
        // What its sink was given since, by a restart, it is not given again.
        List<String> commits = passed.point().sinkCommits().stream()
                .filter(query.uncommitted::contains)
                .toList();
        part.takeInstead(
                passed.point().committing(commits).overtaken(cuts(run, query)),
                new CheckpointShare(List.of(), state.clock.nanoTime() - run.startedNanos, 0));
        Map<String, List<Change.Kept>> changes = new TreeMap<>();
        point.stoodAt().forEach((name, from) -> changes.put(name, upTo(from, run.epoch)));
        Path checkpoint = store.folder(run.id);
        Path target = checkpoint.resolve("state").resolve(Checkpointer.folderName(query.name()));
        return () -> {
            long began = state.clock.nanoTime();
            store.createDirectories(target);
            store.linkAll(passed.folder(), target);
            if (!changes.isEmpty()) {
                store.write(file(checkpoint, query.name()), OvertakenChanges.toBytes(changes));
            }
            part.writeNanos = state.clock.nanoTime() - began;
        };
    }

    private static List<Change.Kept> upTo(Change from, long epoch) {
        List<Change.Kept> kept = new ArrayList<>();
        kept.add(new Change.Kept(from.epoch(), List.of(), from.watermarkMicros()));
        for (Change next = from.next(); next != null && next.epoch() <= epoch; next = next.next()) {
            kept.add(new Change.Kept(next.epoch(), next.batches(), next.watermarkMicros()));
        }
        return kept;
    }

    /** What a query that was overtaken is to read again of its tables; by table. */
    static Map<String, List<Change.Kept>> changes(CheckpointStore store, Path checkpoint, QueryPoint point) {
        Path file = file(checkpoint, point.query());
        return point.isOvertaken() && store.exists(file)
                ? OvertakenChanges.read(store.read(file), file)
                : new LinkedHashMap<>();
    }
}
