package io.millrace.executor.state.table;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tables of one operator; each is one map of the store, named operator/table. */
final class OperatorTables implements KeyedState {
    private final String node;
    private final StateStore store;
    private final Partition partition;
    private final CacheBudget budget;
    private final Set<String> names = new HashSet<>();
    private final List<Table> tables = new ArrayList<>();

    OperatorTables(String node, StateStore store, Partition partition, CacheBudget budget) {
        this.node = node;
        this.store = store;
        this.partition = partition;
        this.budget = budget;
    }

    List<Table> tables() {
        return tables;
    }

    @Override
    public GroupTable groupTable(
            String name, List<DataType> keys, int timeKey, int[] partitionKeys, int longs, int bytes) {
        KeyCodec codec = new KeyCodec(keys, timeKey, partitionKeys, partition);
        return added(new GroupSlots(codec, longs, bytes, store, map(name), budget, partition));
    }

    @Override
    public RowTable rowTable(String name, List<DataType> rowTypes, int[] keyColumns, int timeKey, int[] partitionKeys) {
        return added(new RowSlots(rowTypes, keyColumns, timeKey, partitionKeys, store, map(name), budget, partition));
    }

    @Override
    public OrderedCounts orderedCounts(String name, List<DataType> keys, DataType value, int[] partitionKeys) {
        return added(new OrderedSlots(keys, value, partitionKeys, store, map(name), budget, partition));
    }

    private StateMap map(String name) {
        if (!names.add(name)) {
            throw MillraceException.internal("operator " + node + " has two state tables named " + name);
        }
        return store.map(node + "/" + name);
    }

    private <T extends Table> T added(T table) {
        tables.add(table);
        return table;
    }
}
