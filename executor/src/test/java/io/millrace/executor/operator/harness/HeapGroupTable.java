package io.millrace.executor.operator.harness;

import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class HeapGroupTable implements GroupTable {
    private final Map<List<@Nullable Object>, Entry> entries;
    private final int keyCount;
    private final int timeKey;

    private final Map<List<@Nullable Object>, Integer> slots = new HashMap<>();
    private final Map<Integer, List<@Nullable Object>> keys = new HashMap<>();
    private final Map<Integer, Boolean> isNew = new HashMap<>();
    private final List<Integer> touched = new ArrayList<>();
    private long[][] longs;
    private byte[][][] bytes;
    private int nextSlot;
    private int epochs;

    record Entry(long[] longs, byte[][] bytes) {
        Entry copy() {
            return new Entry(longs.clone(), bytes.clone());
        }
    }

    HeapGroupTable(Map<List<@Nullable Object>, Entry> entries, int keyCount, int timeKey, int longs, int bytes) {
        this.entries = entries;
        this.keyCount = keyCount;
        this.timeKey = timeKey;
        this.longs = new long[longs][0];
        this.bytes = new byte[bytes][0][];
    }

    @Override
    public void slots(RowBatch batch, int[] keyColumns, int[] slotsOut) {
        spoil();
        for (int i = 0; i < batch.rows(); i++) {
            slotsOut[i] = slot(Values.read(batch, keyColumns, batch.row(i)));
        }
    }

    private void spoil() {
        for (int i = 0; i < longs.length; i++) {
            long[] old = longs[i];
            longs[i] = old.clone();
            Arrays.fill(old, 0xdeaddeaddeaddeadL);
        }
        for (int i = 0; i < bytes.length; i++) {
            byte[][] old = bytes[i];
            bytes[i] = old.clone();
            Arrays.fill(old, new byte[] {(byte) 0xde, (byte) 0xad});
        }
    }

    private int slot(List<@Nullable Object> key) {
        Integer known = slots.get(key);
        if (known != null) {
            return known;
        }
        int slot = nextSlot;
        nextSlot += 1 + epochs % 3;
        Entry entry = entries.get(key);
        isNew.put(slot, entry == null);
        if (entry == null) {
            entry = new Entry(new long[longs.length], new byte[bytes.length][]);
            entries.put(key, entry);
        }
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Arrays.copyOf(longs[i], Math.max(longs[i].length, slot + 1));
            longs[i][slot] = entry.longs[i];
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Arrays.copyOf(bytes[i], Math.max(bytes[i].length, slot + 1));
            bytes[i][slot] = entry.bytes[i];
        }
        slots.put(key, slot);
        keys.put(slot, key);
        touched.add(slot);
        return slot;
    }

    @Override
    public int touchedCount() {
        return touched.size();
    }

    @Override
    public int[] touched() {
        return touched.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean isNew(int slot) {
        return isNew.get(slot);
    }

    @Override
    public long[] longs(int accumulator) {
        return longs[accumulator];
    }

    @Override
    public byte[][] bytes(int accumulator) {
        return bytes[accumulator];
    }

    @Override
    public void remove(int slot) {
        List<@Nullable Object> key = keys.get(slot);
        if (slots.remove(key) == null || entries.remove(key) == null) {
            throw new IllegalStateException("removed twice: " + key);
        }
    }

    @Override
    public void appendKey(int slot, BatchBuilder builder, int firstColumn) {
        List<@Nullable Object> key = keys.get(slot);
        for (int i = 0; i < keyCount; i++) {
            Values.append(builder.column(firstColumn + i), key.get(i));
        }
    }

    @Override
    public long time(int slot) {
        return time(keys.get(slot));
    }

    private long time(List<@Nullable Object> key) {
        Object time = key.get(timeKey);
        return time == null ? Long.MAX_VALUE : (Long) time;
    }

    @Override
    public void forEachUpTo(long timeInclusive, SlotVisitor visitor) {
        spoil();
        List<List<@Nullable Object>> due = new ArrayList<>(entries.keySet().stream()
                .filter(key -> time(key) <= timeInclusive)
                .toList());
        due.sort(Comparator.comparingLong(this::time));
        for (List<@Nullable Object> key : due) {
            visitor.visit(slot(key));
        }
    }

    @Override
    public long firstTime() {
        return entries.keySet().stream().mapToLong(this::time).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public void endEpoch() {
        slots.forEach((key, slot) -> {
            Entry entry = entries.get(key);
            for (int i = 0; i < longs.length; i++) {
                entry.longs[i] = longs[i][slot];
            }
            for (int i = 0; i < bytes.length; i++) {
                entry.bytes[i] = bytes[i][slot];
            }
        });
        spoil();
        for (int i = 0; i < longs.length; i++) {
            longs[i] = new long[0];
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = new byte[0][];
        }
        slots.clear();
        keys.clear();
        isNew.clear();
        touched.clear();
        epochs++;
        nextSlot = epochs % 5;
    }
}
