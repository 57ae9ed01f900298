package io.millrace.executor.state;

import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * The state of one operator in one task: tables in memory as a cache in front of the {@link StateStore}, holding the keys
 * of the task's key groups.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface KeyedState {
    /**
     * A table of one entry a key.
     *
     * @param name unique in the operator
     * @param timeKey position among the keys of a LONG time by which entries are found in order
     *     ({@link GroupTable#forEachUpTo}); −1 for none. It leads in the store's order, behind the key group
     * @param longs number of {@code long} accumulators an entry has
     * @param bytes number of byte-string accumulators an entry has
     */
    GroupTable groupTable(String name, List<DataType> keys, int timeKey, int longs, int bytes);

    /**
     * A table of many rows a key.
     *
     * @param keyColumns columns of the rows that are the key
     * @param timeKey position among the keys of a LONG time for {@link RowTable#removeUpTo}; −1 for none
     */
    RowTable rowTable(String name, List<DataType> rowTypes, int[] keyColumns, int timeKey);

    /** A table of key → ordered values with counts, for MIN, MAX and DISTINCT over input that deletes. */
    OrderedCounts orderedCounts(String name, List<DataType> keys, DataType value);
}
