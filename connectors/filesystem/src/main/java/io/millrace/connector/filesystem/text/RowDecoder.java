package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.BatchBuilder;
import org.jspecify.annotations.Nullable;

/** Decodes records, one at a time. <b>Threading:</b> one thread. */
public interface RowDecoder {
    /** The record goes on behind the data. */
    int INCOMPLETE = -1;

    /** Bytes that must be there behind {@code limit}, the first of them a line feed. */
    int PADDING_BYTES = 16;

    /** Where the rows of the next calls of {@link #decode} go. */
    void bind(BatchBuilder rows);

    /**
     * Decodes the record at {@code from}, which is below {@code limit}, and ends its row, unless it is blank or bad.
     *
     * @param last whether no more data will follow behind the limit
     * @return the position behind the record, or {@link #INCOMPLETE}
     */
    int decode(byte[] data, int from, int limit, boolean last, BatchBuilder rows);

    /** What was wrong with the last record, or null if nothing was. */
    @Nullable String problem();

    /** How many lines the last record had. */
    int lines();

    /**
     * The position behind the last complete record from {@code from} on, or {@code from} if there is none. Decodes nothing.
     */
    int endOfCompleteRecords(byte[] data, int from, int limit);
}
