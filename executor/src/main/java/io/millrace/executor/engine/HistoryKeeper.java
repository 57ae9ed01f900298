package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.task.SerialIo;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of checkpoints that nothing recovers from any more: the rows of views that ask for it are retained for a while, so
 * that they can be read as they were.
 *
 * <p><b>Threading:</b> the conductor; files are moved on an I/O thread.
 */
final class HistoryKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    private final EngineState state;
    private final CheckpointStore store;
    private final SerialIo io;
    private final List<Manifest> retained = new ArrayList<>();

    HistoryKeeper(EngineState state, CheckpointStore store) {
        this.state = state;
        this.store = store;
        this.io = new SerialIo(state.scheduler);
    }

    void beginWith(List<Manifest> there) {
        retained.clear();
        retained.addAll(there);
    }

    List<Manifest> retained() {
        return List.copyOf(retained);
    }

    /** Takes over checkpoints, and forgets what is too old. */
    void retire(List<Manifest> checkpoints) {
        for (Manifest checkpoint : checkpoints) {
            Set<String> queries = wanted(checkpoint);
            if (queries.isEmpty()) {
                io.execute(() -> quietly(() -> store.remove(checkpoint)));
            } else {
                retained.add(checkpoint);
                io.execute(() -> quietly(() -> retain(checkpoint, queries)));
            }
        }
        for (Manifest old : List.copyOf(retained)) {
            if (wanted(old).isEmpty()) {
                retained.remove(old);
                io.execute(() -> quietly(() -> store.removeHistory(old)));
            }
        }
    }

    private void retain(Manifest checkpoint, Set<String> queries) {
        Set<String> folders = queries.stream()
                .map(query -> "state/" + Checkpointer.folderName(query) + "/")
                .collect(Collectors.toSet());
        Manifest part =
                store.retain(checkpoint, queries, path -> folders.stream().anyMatch(path::startsWith));
        store.remove(checkpoint);
        state.conductor.execute(() -> {
            if (retained.remove(checkpoint)) {
                retained.add(part);
            }
        });
    }

    /** What cannot be removed now is removed when the database is opened again, or stays: nothing reads it. */
    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (MillraceException e) {
            LOG.warn("an old checkpoint is left behind: {}", e.getMessage());
        }
    }

    /** The views whose history goes back to it. */
    private Set<String> wanted(Manifest checkpoint) {
        long ageMicros = state.clock.epochMicros() - checkpoint.createdMicros();
        return checkpoint.queries().stream()
                .filter(point -> !point.isOvertaken())
                .map(QueryPoint::query)
                .filter(query -> ageMicros <= historyMicros(query))
                .collect(Collectors.toSet());
    }

    private long historyMicros(String name) {
        ManagedQuery query = state.queries.get(name);
        QueryTuning tuning = query == null || query.relation == null ? null : query.tuning;
        Duration history = tuning == null ? Duration.ZERO : tuning.history();
        return history.isZero() ? -1 : history.toMillis() * 1_000;
    }
}
