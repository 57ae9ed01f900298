package io.millrace.executor.operator.harness;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.RowTable;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State in plain maps. Does what the contracts allow and a good implementation seldom does: slots change from epoch to epoch,
 * and arrays handed out before the last look-up are spoilt.
 */
final class HeapState implements KeyedState {
    private final Map<String, Map<List<@Nullable Object>, HeapGroupTable.Entry>> groups = new HashMap<>();
    private final Map<String, Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>>> rows = new HashMap<>();
    private final Map<String, Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Long>>> counts = new HashMap<>();
    private final List<String> taken = new ArrayList<>();

    @Override
    public GroupTable groupTable(
            String name, List<DataType> keys, int timeKey, int[] partitionKeys, int longs, int bytes) {
        return new HeapGroupTable(
                groups.computeIfAbsent(take(name), key -> new HashMap<>()), keys.size(), timeKey, longs, bytes);
    }

    @Override
    public RowTable rowTable(String name, List<DataType> rowTypes, int[] keyColumns, int timeKey, int[] partitionKeys) {
        return new HeapRowTable(
                rows.computeIfAbsent(take(name), key -> new HashMap<>()), rowTypes, keyColumns, timeKey);
    }

    @Override
    public OrderedCounts orderedCounts(String name, List<DataType> keys, DataType value, int[] partitionKeys) {
        return new HeapOrderedCounts(counts.computeIfAbsent(take(name), key -> new HashMap<>()));
    }

    private String take(String name) {
        if (taken.contains(name)) {
            throw new IllegalArgumentException("two states are called " + name);
        }
        taken.add(name);
        return name;
    }

    /** The same state for a new operator, as after a restart. */
    HeapState restored() {
        HeapState copy = new HeapState();
        groups.forEach((name, entries) -> {
            Map<List<@Nullable Object>, HeapGroupTable.Entry> copied = new HashMap<>();
            entries.forEach((key, entry) -> copied.put(key, entry.copy()));
            copy.groups.put(name, copied);
        });
        rows.forEach((name, entries) -> {
            Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>> copied = new HashMap<>();
            entries.forEach((key, entry) -> copied.put(key, new HashMap<>(entry)));
            copy.rows.put(name, copied);
        });
        counts.forEach((name, entries) -> {
            Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Long>> copied = new HashMap<>();
            entries.forEach((key, entry) -> copied.put(key, new TreeMap<>(entry)));
            copy.counts.put(name, copied);
        });
        return copy;
    }

    /** Entries of all tables; of ordered values, each value. */
    int entries() {
        return groups.values().stream().mapToInt(Map::size).sum()
                + rows.values().stream().mapToInt(Map::size).sum()
                + counts.values().stream()
                        .flatMap(entries -> entries.values().stream())
                        .mapToInt(Map::size)
                        .sum();
    }
}
