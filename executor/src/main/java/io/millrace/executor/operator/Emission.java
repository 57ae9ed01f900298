package io.millrace.executor.operator;

import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/** Output that is made piece by piece. <b>Threading:</b> the operator's thread. */
@FunctionalInterface
public interface Emission {
    /** The next batch of a reasonable size, or null at the end; not called again after that. */
    @Nullable RowBatch next();
}
