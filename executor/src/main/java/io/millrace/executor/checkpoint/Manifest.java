package io.millrace.executor.checkpoint;

import io.millrace.executor.log.QueryCut;
import java.util.List;
import java.util.Map;
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
 * @param scope the queries that a savepoint was asked for, of which it holds all that they read and nothing else; empty if it is of the whole
 *     database
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
        List<StoredFile> files,
        List<String> scope) {
    public static final int VERSION = 4;
    /** The oldest version that is understood: it knows no queries that stand still; version 3, neither a scope nor queries that were overtaken. */
    public static final int VERSION_MIN = 2;

    public Manifest {
        objects = List.copyOf(objects);
        queries = List.copyOf(queries);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
        scope = scope == null ? List.of() : List.copyOf(scope);
    }

    public long bytes() {
        return files.stream().mapToLong(StoredFile::length).sum();
    }

    /** The epoch that a query's state in it is of. */
    public long epochOf(String query) {
        for (QueryPoint point : queries) {
            if (point.query().equals(query) && point.isOvertaken()) {
                return point.cut().epoch();
            }
        }
        return epoch;
    }

    /** Bytes that were written for it. */
    public long freshBytes() {
        return files.stream()
                .filter(StoredFile::fresh)
                .mapToLong(StoredFile::length)
                .sum();
    }

    /**
     * A query at the checkpoint.
     *
     * @param cut what it had read, at its own newest epoch up to the checkpoint's; of one that was overtaken, at the epoch its state is of
     * @param published the epoch its view or output stands at
     * @param status RUNNING, FINISHED, FAILED or STOPPED
     * @param error why it failed
     * @param sinkCommits what its writers had prepared, to be committed again after a recovery
     * @param effort how its share was taken; null if it did not run
     * @param stop where it was stopped; null unless that is its status
     * @param overtaken the epochs behind {@code cut} up to the checkpoint's whose barriers the checkpoint has overtaken: they are repeated
     *     before anything else is; what changed meanwhile in tables it reads lies in {@code overtaken/}
     */
    public record QueryPoint(
            String query,
            QueryCut cut,
            long published,
            long watermarkMicros,
            String status,
            @Nullable String error,
            int parallelism,
            List<String> sinkCommits,
            @Nullable Effort effort,
            @Nullable Stop stop,
            List<QueryCut> overtaken) {
        public QueryPoint {
            sinkCommits = List.copyOf(sinkCommits);
            // Older manifests do not have it.
            overtaken = overtaken == null ? List.of() : List.copyOf(overtaken);
        }

        public QueryPoint(
                String query,
                QueryCut cut,
                long published,
                long watermarkMicros,
                String status,
                @Nullable String error,
                int parallelism,
                List<String> sinkCommits,
                @Nullable Effort effort,
                @Nullable Stop stop) {
            this(
                    query,
                    cut,
                    published,
                    watermarkMicros,
                    status,
                    error,
                    parallelism,
                    sinkCommits,
                    effort,
                    stop,
                    List.of());
        }

        /** Whether it stands before the checkpoint's epoch, which it comes to when its overtaken epochs are repeated. */
        public boolean isOvertaken() {
            return !overtaken.isEmpty();
        }

        /** The same, with other output to be committed. */
        public QueryPoint committing(List<String> commits) {
            return new QueryPoint(
                    query,
                    cut,
                    published,
                    watermarkMicros,
                    status,
                    error,
                    parallelism,
                    commits,
                    effort,
                    stop,
                    overtaken);
        }

        /** The same, overtaken at its barriers behind it. */
        public QueryPoint overtaken(List<QueryCut> cuts) {
            return new QueryPoint(
                    query,
                    cut,
                    published,
                    watermarkMicros,
                    status,
                    error,
                    parallelism,
                    sinkCommits,
                    effort,
                    stop,
                    cuts);
        }

        public QueryPoint with(@Nullable Effort taken) {
            return new QueryPoint(
                    query,
                    cut,
                    published,
                    watermarkMicros,
                    status,
                    error,
                    parallelism,
                    sinkCommits,
                    taken,
                    stop,
                    overtaken);
        }
    }

    /**
     * Where a query was stopped. The tables and views it reads, as they were then, lie in {@code stopped/} beside its state: what has
     * changed in them until it is resumed is the difference.
     *
     * @param savepoint taken there; null for none
     * @param tables the native tables it reads
     * @param watermarks event time of the views it reads, by name
     */
    public record Stop(@Nullable String savepoint, long epoch, List<TablePoint> tables, Map<String, Long> watermarks) {
        public Stop {
            tables = List.copyOf(tables);
            watermarks = Map.copyOf(watermarks);
        }
    }

    /**
     * How a query's share of a checkpoint was taken.
     *
     * @param mode how its barrier met rows
     * @param async whether rows went on while it was written
     * @param incremental whether it shares files with the one before
     * @param backend that wrote it
     * @param alignMicros the longest that a task waited between its first barrier and its last
     * @param freezeMicros the longest that a task took to set its state aside
     * @param writeMicros to write it
     * @param remark what is to be said of its mode; null for nothing
     */
    public record Effort(
            String mode,
            boolean async,
            boolean incremental,
            String backend,
            long alignMicros,
            long freezeMicros,
            long writeMicros,
            @Nullable String remark) {}

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
     * @param fresh whether it was written for this checkpoint; otherwise an earlier one has it too
     */
    public record StoredFile(String path, long length, long crc32c, boolean fresh) {}
}
