package io.millrace.executor.operator.harness;

import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.ValueCursor;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class HeapOrderedCounts implements OrderedCounts {
    private final Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Long>> entries;

    HeapOrderedCounts(Map<List<@Nullable Object>, TreeMap<Comparable<Object>, Long>> entries) {
        this.entries = entries;
    }

    @Override
    @SuppressWarnings("unchecked")
    public long add(RowBatch batch, int[] keyColumns, int row, Column values, int valueRow, int weight) {
        Comparable<Object> value = (Comparable<Object>) Values.read(values, valueRow);
        return entries.computeIfAbsent(Values.read(batch, keyColumns, row), key -> new TreeMap<>())
                .merge(value, (long) weight, Long::sum);
    }

    @Override
    public void appendFirst(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder) {
        Values.append(builder, first(values(batch, keyColumns, row)));
    }

    @Override
    public void appendLast(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder) {
        Values.append(builder, first(values(batch, keyColumns, row).descendingMap()));
    }

    @Override
    public void appendAll(
            RowBatch batch, int[] keyColumns, int row, ColumnBuilder values, ColumnBuilder.OfLong counts) {
        values(batch, keyColumns, row).forEach((value, count) -> {
            if (count > 0) {
                Values.append(values, value);
                counts.append(count);
            }
        });
    }

    private NavigableMap<Comparable<Object>, Long> values(RowBatch batch, int[] keyColumns, int row) {
        return entries.getOrDefault(Values.read(batch, keyColumns, row), new TreeMap<>());
    }

    private static @Nullable Object first(Map<Comparable<Object>, Long> counted) {
        for (Map.Entry<Comparable<Object>, Long> entry : counted.entrySet()) {
            if (entry.getValue() > 0) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ValueCursor scan(RowBatch batch, int[] keyColumns, int row, byte @Nullable [] from, boolean descending) {
        NavigableMap<Comparable<Object>, Long> all = values(batch, keyColumns, row);
        NavigableMap<Comparable<Object>, Long> walked = descending ? all.descendingMap() : all;
        Iterator<Map.Entry<Comparable<Object>, Long>> rest = (from == null
                        ? walked
                        : walked.tailMap((Comparable<Object>) (Object) Values.Bytes.of(from), true))
                .entrySet().stream().filter(entry -> entry.getValue() > 0).iterator();
        return new ValueCursor() {
            private byte[] data = {};
            private long count;

            @Override
            public boolean next() {
                if (!rest.hasNext()) {
                    return false;
                }
                Map.Entry<Comparable<Object>, Long> entry = rest.next();
                data = ((Values.Bytes) (Object) entry.getKey()).bytes();
                count = entry.getValue();
                return true;
            }

            @Override
            public byte[] data() {
                return data;
            }

            @Override
            public int length() {
                return data.length;
            }

            @Override
            public long count() {
                return count;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void removeAll(RowBatch batch, int[] keyColumns, int row) {
        entries.remove(Values.read(batch, keyColumns, row));
    }

    @Override
    public void endEpoch() {
        entries.values().forEach(counted -> counted.values().removeIf(count -> count == 0));
        entries.values().removeIf(Map::isEmpty);
    }
}
