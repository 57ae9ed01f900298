package io.millrace.executor.engine;

import io.millrace.spi.batch.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running query of a result. Rows not fetched hold back the query (and nobody else).
 *
 * <p><b>Threading:</b> one reader; {@link #cancel} and {@link #close} from any thread.
 */
public interface QueryRun extends AutoCloseable {
    /** Name in {@code sys.queries}. */
    String name();

    /** What its reader should know of it: which point in the past it reads. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The next rows, waiting for them.
     *
     * @return null if none came in time, or at the end ({@link #ended})
     * @throws io.millrace.spi.error.MillraceException the query's failure; 57014 after {@link #cancel}, 40001 after a rollback
     */
    @Nullable ResultBatch next(long waitMillis);

    /** Whether all rows were given. */
    boolean ended();

    /** Rows written, for an INSERT; grows until it has ended. */
    long rowsWritten();

    /** Makes {@link #next} throw 57014, at once. */
    void cancel();

    @Override
    void close();

    /**
     * Rows of one epoch (or of a part of it, for a finite or append-only query).
     *
     * @param epoch 0 if not known yet
     * @param epochEnd whether it was the epoch's last; then the rows may be none
     */
    record ResultBatch(List<RowBatch> batches, long epoch, boolean epochEnd) {}
}
