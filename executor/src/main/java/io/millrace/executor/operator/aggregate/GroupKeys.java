package io.millrace.executor.operator.aggregate;

import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * The keys of a table of groups.
 *
 * @param timeKey position among them of a time by which groups are found in order, −1 for none
 * @param partitionKeys positions among them of those that decide a group's key group
 */
public record GroupKeys(List<DataType> types, int timeKey, int[] partitionKeys) {
    public GroupKeys {
        types = List.copyOf(types);
    }

    OrderedCounts orderedCounts(KeyedState state, String name, DataType value) {
        return state.orderedCounts(name, types, value, partitionKeys);
    }
}
