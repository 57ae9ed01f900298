package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.Effort;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.StoredFile;
import io.millrace.executor.engine.CheckpointInfo.QueryShare;
import io.millrace.executor.engine.CheckpointInfo.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of the newest checkpoints, for {@code sys.checkpoints}.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class CheckpointRecords {
    private static final int KEPT = 100;

    private final Deque<CheckpointInfo> ended = new ArrayDeque<>();

    void completed(Manifest manifest) {
        keep(info(manifest));
    }

    void failed(CheckpointRun run, long durationMillis, long timeline, String error) {
        keep(attempt(run, State.FAILED, durationMillis, timeline, error));
    }

    private void keep(CheckpointInfo info) {
        ended.addLast(info);
        if (ended.size() > KEPT) {
            ended.removeFirst();
        }
    }

    private static CheckpointInfo attempt(
            CheckpointRun run, State state, long durationMillis, long timeline, @Nullable String error) {
        return new CheckpointInfo(
                run.id, state, run.epoch, timeline, run.createdMicros, durationMillis, 0, 0, 0, 0, List.of(), error);
    }

    /** Every attempt that is remembered, every checkpoint that is kept and those under way, oldest first. */
    List<CheckpointInfo> all(List<Manifest> kept, Iterable<CheckpointRun> runs, long nanoTime, long timeline) {
        TreeMap<Long, CheckpointInfo> byId = new TreeMap<>();
        kept.forEach(manifest -> byId.put(manifest.id(), info(manifest)));
        ended.forEach(info -> byId.put(info.id(), info));
        for (CheckpointRun run : runs) {
            long millis = (nanoTime - run.startedNanos) / 1_000_000;
            byId.put(run.id, attempt(run, State.RUNNING, millis, timeline, null));
        }
        return List.copyOf(byId.values());
    }

    static CheckpointInfo info(Manifest manifest) {
        List<QueryShare> queries = new ArrayList<>();
        long align = 0;
        for (QueryPoint point : manifest.queries()) {
            Effort effort = point.effort();
            if (effort != null) {
                queries.add(share(point.query(), effort, manifest));
                align = Math.max(align, effort.alignMicros());
            }
        }
        return new CheckpointInfo(
                manifest.id(),
                State.COMPLETED,
                manifest.epoch(),
                manifest.timeline(),
                manifest.createdMicros(),
                manifest.durationMillis(),
                align,
                manifest.bytes(),
                manifest.freshBytes(),
                manifest.files().size(),
                queries,
                null);
    }

    private static QueryShare share(String query, Effort effort, Manifest manifest) {
        String folder = "state/" + Checkpointer.folderName(query) + "/";
        long bytes = 0;
        long fresh = 0;
        long files = 0;
        for (StoredFile file : manifest.files()) {
            if (file.path().startsWith(folder)) {
                bytes += file.length();
                fresh += file.fresh() ? file.length() : 0;
                files++;
            }
        }
        return new QueryShare(
                query,
                effort.mode(),
                effort.async(),
                effort.incremental(),
                effort.backend(),
                effort.alignMicros(),
                effort.freezeMicros(),
                effort.writeMicros(),
                bytes,
                fresh,
                files,
                effort.remark());
    }
}
