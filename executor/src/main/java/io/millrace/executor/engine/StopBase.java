package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.Stop;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a stopped query reads, as it was when it stopped: files of that checkpoint, linked into a working directory and from there
 * into each checkpoint that holds the stopped query, so that neither needs the other.
 *
 * @param folder with {@code tables/} and {@code state/}, as in a checkpoint
 */
record StopBase(Stop stop, Path folder) {
    private static final String TABLES = "tables";
    private static final String STATE = "state";

    /** Where it lies in a checkpoint's folder. */
    static Path place(Path checkpoint, String query) {
        return checkpoint.resolve("stopped").resolve(Checkpointer.folderName(query));
    }

    /**
     * Takes from the checkpoint at which a query stops what it reads.
     *
     * @param from the folder of the checkpoint, or of a savepoint that is one
     * @param reads names of tables and views
     * @param to a new directory
     */
    static StopBase of(
            Manifest manifest, String savepoint, Set<String> reads, CheckpointStore store, Path from, Path to) {
        List<TablePoint> tables = manifest.tables().stream()
                .filter(table -> reads.contains(table.table()))
                .toList();
        if (!tables.isEmpty()) {
            store.linkAll(from.resolve(TABLES), to.resolve(TABLES));
        }
        Map<String, Long> watermarks = new HashMap<>();
        for (QueryPoint view : manifest.queries()) {
            if (reads.contains(view.query())) {
                watermarks.put(view.query(), view.watermarkMicros());
                Path state = Path.of(STATE, Checkpointer.folderName(view.query()));
                store.linkAll(from.resolve(state), to.resolve(state));
            }
        }
        Stop stop = new Stop(savepoint.isEmpty() ? null : savepoint, manifest.epoch(), tables, watermarks);
        return new StopBase(stop, to);
    }

    /** Takes it over from a checkpoint that holds the query as stopped. */
    static StopBase kept(Stop stop, String query, CheckpointStore store, Path checkpoint, Path to) {
        if (hasFiles(stop)) {
            store.linkAll(place(checkpoint, query), to);
        }
        return new StopBase(stop, to);
    }

    /** Puts it into the folder of a checkpoint begun. */
    void keepIn(Path checkpoint, String query, CheckpointStore store) {
        if (hasFiles(stop)) {
            store.linkAll(folder, place(checkpoint, query));
        }
    }

    /** A query that reads only connectors needs none. */
    private static boolean hasFiles(Stop stop) {
        return !stop.tables().isEmpty() || !stop.watermarks().isEmpty();
    }

    Path tables() {
        return folder.resolve(TABLES);
    }

    Path state(String view) {
        return folder.resolve(STATE).resolve(Checkpointer.folderName(view));
    }
}
