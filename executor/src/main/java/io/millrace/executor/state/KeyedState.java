package io.millrace.executor.state;

import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The state of one operator in one task: tables in memory as a cache in front of the {@link StateStore}, holding the keys
 * of the task's key groups.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface KeyedState {
    /**
     * A table of one entry a key, in the key group of all its key columns but the time.
     *
     * @param name unique in the operator
     * @param timeKey position among the keys of a LONG time by which entries are found in order
     *     ({@link GroupTable#forEachUpTo}); −1 for none. It leads in the store's order, behind the key group
     * @param longs number of {@code long} accumulators an entry has
     * @param bytes number of byte-string accumulators an entry has
     */
    default GroupTable groupTable(String name, List<DataType> keys, int timeKey, int longs, int bytes) {
        return groupTable(name, keys, timeKey, columnsBut(timeKey, keys.size()), longs, bytes);
    }

    /**
     * A table of one entry a key.
     *
     * @param partitionKeys positions among the keys of those columns by which the operator's input is partitioned, in the
     *     order of the exchange: they decide the key group
     */
    GroupTable groupTable(String name, List<DataType> keys, int timeKey, int[] partitionKeys, int longs, int bytes);

    /**
     * A table of many rows a key, in the key group of all its key columns but the time.
     *
     * @param keyColumns columns of the rows that are the key
     * @param timeKey position among the keys of a LONG time for {@link RowTable#removeUpTo}; −1 for none
     */
    default RowTable rowTable(String name, List<DataType> rowTypes, int[] keyColumns, int timeKey) {
        return rowTable(name, rowTypes, keyColumns, timeKey, columnsBut(timeKey, keyColumns.length));
    }

    /**
     * A table of many rows a key.
     *
     * @param partitionKeys positions among the keys, as for {@link #groupTable(String, List, int, int[], int, int)}
     */
    RowTable rowTable(String name, List<DataType> rowTypes, int[] keyColumns, int timeKey, int[] partitionKeys);

    /**
     * A table of key → ordered values with counts, for MIN, MAX and DISTINCT over input that deletes; in the key group of all
     * its key columns.
     */
    default OrderedCounts orderedCounts(String name, List<DataType> keys, DataType value) {
        return orderedCounts(name, keys, value, columnsBut(-1, keys.size()));
    }

    /**
     * A table of key → ordered values with counts.
     *
     * @param partitionKeys positions among the keys, as for {@link #groupTable(String, List, int, int[], int, int)}
     */
    OrderedCounts orderedCounts(String name, List<DataType> keys, DataType value, int[] partitionKeys);

    private static int[] columnsBut(int timeKey, int columns) {
        return IntStream.range(0, columns).filter(column -> column != timeKey).toArray();
    }
}
