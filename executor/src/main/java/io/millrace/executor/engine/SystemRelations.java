package io.millrace.executor.engine;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.Optional;

/**
 * Relations whose rows are made when they are read ({@code sys.…}, {@code information_schema.…}); given by the session layer.
 *
 * <p><b>Threading:</b> any thread.
 */
public interface SystemRelations {
    /** The columns of such a relation, if the name is one. */
    Optional<RowType> columns(String name);

    /** Its rows as of now. */
    List<RowBatch> rows(String name);
}
