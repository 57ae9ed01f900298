package io.millrace.executor.checkpoint;

import io.millrace.executor.log.QueryCut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint or savepoint holds; it exists when this does.
 *
 * @param version of this format
 * @param id number of the checkpoint
 * @param name of the savepoint, null for a checkpoint
 * @param timeline grows with each rollback
 * @param objects the catalog, each as JSON, in the order of creation
 * @param durationMillis from its barrier to its manifest
 */
public record Manifest(
        int version,
        long id,
        @Nullable String name,
        long epoch,
        long timeline,
        long createdMicros,
        long durationMillis,
        List<String> objects,
        List<QueryPoint> queries,
        List<TablePoint> tables,
        List<StoredFile> files) {
    public static final int VERSION = 2;

    public Manifest {
        objects = List.copyOf(objects);
        queries = List.copyOf(queries);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(StoredFile::length).sum();
    }

    /**
     * A query at the checkpoint.
     *
     * @param cut what it had read, at its own newest epoch up to the checkpoint's
     * @param published the epoch its view or output stands at
     * @param status RUNNING, FINISHED or FAILED
     * @param error why it failed
     * @param sinkCommits what its writers had prepared, to be committed again after a recovery
     */
    public record QueryPoint(
            String query,
            QueryCut cut,
            long published,
            long watermarkMicros,
            String status,
            @Nullable String error,
            int parallelism,
            List<String> sinkCommits) {
        public QueryPoint {
            sinkCommits = List.copyOf(sinkCommits);
        }
    }

    /**
     * A native table at the checkpoint.
     *
     * @param map where its rows lie in the tables' state store
     */
    public record TablePoint(String table, String map, long watermarkMicros) {}

    /**
     * A file of the checkpoint.
     *
     * @param path relative to the checkpoint's folder, with {@code /}
     * @param crc32c of its content
     */
    public record StoredFile(String path, long length, long crc32c) {}
}
