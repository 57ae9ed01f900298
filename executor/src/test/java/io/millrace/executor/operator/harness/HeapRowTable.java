package io.millrace.executor.operator.harness;

import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class HeapRowTable implements RowTable {
    private final Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>> entries;
    private final List<DataType> types;
    private final int[] allColumns;
    private final int[] keyColumns;
    private final int timeKey;

    private final List<List<@Nullable Object>> keys = new ArrayList<>();
    private final Map<List<@Nullable Object>, Integer> keyHandles = new HashMap<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final List<List<@Nullable Object>> rowKeys = new ArrayList<>();
    private final Map<List<@Nullable Object>, List<Integer>> rowHandles = new HashMap<>();

    HeapRowTable(
            Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>> entries,
            List<DataType> types,
            int[] keyColumns,
            int timeKey) {
        this.entries = entries;
        this.types = types;
        this.keyColumns = keyColumns;
        this.timeKey = timeKey;
        allColumns = new int[types.size()];
        for (int i = 0; i < allColumns.length; i++) {
            allColumns[i] = i;
        }
    }

    @Override
    public void find(RowBatch batch, int[] batchKeys, int[] handles) {
        for (int i = 0; i < batch.rows(); i++) {
            List<@Nullable Object> key = Values.read(batch, batchKeys, batch.row(i));
            handles[i] = entries.containsKey(key) ? handle(key) : NONE;
            handles(key);
        }
    }

    private int handle(List<@Nullable Object> key) {
        return keyHandles.computeIfAbsent(key, absent -> {
            keys.add(key);
            return keys.size() - 1;
        });
    }

    @Override
    public void add(RowBatch batch) {
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            List<@Nullable Object> key = Values.read(batch, keyColumns, row);
            List<@Nullable Object> values = Values.read(batch, allColumns, row);
            entries.computeIfAbsent(key, absent -> new HashMap<>()).merge(values, (long) batch.weight(row), Long::sum);
        }
    }

    private List<Integer> handles(List<@Nullable Object> key) {
        List<Integer> handles = rowHandles.computeIfAbsent(key, absent -> new ArrayList<>());
        for (List<@Nullable Object> values : entries.getOrDefault(key, Map.of()).keySet()) {
            if (handles.stream().noneMatch(handle -> rows.get(handle).equals(values))) {
                handles.add(rows.size());
                rows.add(values);
                rowKeys.add(key);
            }
        }
        return handles;
    }

    @Override
    public int firstRow(int key) {
        List<Integer> handles = handles(keys.get(key));
        return handles.isEmpty() ? NONE : handles.get(0);
    }

    @Override
    public int nextRow(int row) {
        List<Integer> handles = rowHandles.get(rowKeys.get(row));
        int next = handles.indexOf(row) + 1;
        return next < handles.size() ? handles.get(next) : NONE;
    }

    @Override
    public long count(int row) {
        return entries.getOrDefault(rowKeys.get(row), Map.of()).getOrDefault(rows.get(row), 0L);
    }

    @Override
    public RowBatch rows() {
        BatchBuilder builder = new BatchBuilder(types, Math.max(1, rows.size()));
        for (int row = 0; row < rows.size(); row++) {
            appendRow(row, builder, 0);
            builder.endRow();
        }
        return builder.build();
    }

    @Override
    public void appendRow(int row, BatchBuilder builder, int firstColumn) {
        for (int i = 0; i < types.size(); i++) {
            Values.append(builder.column(firstColumn + i), rows.get(row).get(i));
        }
    }

    @Override
    public void removeUpTo(long timeInclusive) {
        entries.keySet().removeIf(key -> key.get(timeKey) instanceof Long time && time <= timeInclusive);
    }

    @Override
    public void endEpoch() {
        entries.values().forEach(counted -> counted.values().removeIf(count -> count == 0));
        entries.values().removeIf(Map::isEmpty);
        keys.clear();
        keyHandles.clear();
        rows.clear();
        rowKeys.clear();
        rowHandles.clear();
    }
}
