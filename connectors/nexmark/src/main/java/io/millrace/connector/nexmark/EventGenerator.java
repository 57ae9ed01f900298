package io.millrace.connector.nexmark;

import io.millrace.spi.batch.ColumnBuilder;

/** Makes events of one kind. <b>Threading:</b> one thread. */
interface EventGenerator {
    /** Where the next events go: one builder for each column of the kind, in its order. */
    void bind(ColumnBuilder[] columns);

    /** Appends one event of this kind. */
    void append(long event);
}
