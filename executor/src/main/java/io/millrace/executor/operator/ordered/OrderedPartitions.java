package io.millrace.executor.operator.ordered;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.ValueCursor;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of each partition in their order. Takes changes, and walks the partitions that have changed: each row with the
 * copies it had before and the copies it has now.
 *
 * <p><b>Call order:</b> {@link #add}; then {@link #begin}, and until it is false {@link #nextPartition}: {@link #apply},
 * {@link #applyAround}, {@link #applyFrom} or {@link #applyUnseen}, and {@link #nextRow} as often as wanted; then {@link #end}. Partitions that have
 * not changed: {@link #visit}, {@link #nextPartition}: {@link #walkAll}, {@link #walkFrom},
 * {@link #forgetBefore} or {@link #remove}; {@link #end}. {@link #endEpoch} at the
 * barrier. <b>State:</b> partition → rows in
 * order, with their copies. <b>Threading:</b> one thread.
 */
public final class OrderedPartitions {
    private final String operator;
    private final boolean appendOnly;
    private final RowCodec codec;
    private final int[] partitionColumns;
    private final int[] keyColumns;
    private final OrderedChanges changes;
    private final OrderedCounts state;
    /** Rows of the state that have fewer copies than none, for now. */
    private long negativeRows;

    private RowBatch keys = RowBatch.of(0);
    /** Whether the walk is through partitions that appear as they are, instead of those that have changed. */
    private boolean visits;

    private int partition = -1;
    private int entry;
    private int entryEnd;
    /** By entry of the partition, from its first one on: copies behind the change. */
    private long[] after = new long[64];

    private int firstEntry;
    private @Nullable ValueCursor cursor;
    private boolean cursorHasRow;

    /** Whether the walk ends when it is out of reach of the last changed row: by copies left, and by the key. */
    private boolean isAround;

    private long rowsBehind;
    private byte @Nullable [] keyBehind;

    private byte[] data = {};
    private int start;
    private int length;
    private long oldCopies;
    private long newCopies;

    private byte[] scratch = new byte[64];
    private byte[] tie = new byte[64];
    private int tieLength = -1;
    private boolean beginsTie;

    /** Rows to be taken out of the state when the walk through their partition has ended, and their copies. */
    private final ByteHeap surplus = new ByteHeap();

    private int[] surplusCopies = new int[16];

    /**
     * @param partitionPositions positions among the partition keys by which the input is distributed
     * @param appendOnly whether the input never deletes
     */
    public OrderedPartitions(
            RowType type,
            List<Integer> partitionKeys,
            List<SortKey> order,
            int[] partitionPositions,
            boolean appendOnly,
            OperatorContext context) {
        this.appendOnly = appendOnly;
        operator = context.node().value();
        codec = new RowCodec(type, partitionKeys, order);
        partitionColumns = partitionKeys.stream().mapToInt(Integer::intValue).toArray();
        keyColumns = IntStream.range(0, partitionColumns.length).toArray();
        List<DataType> keyTypes = partitionKeys.stream().map(type::type).toList();
        changes = new OrderedChanges(codec, partitionColumns, keyTypes);
        DataType row = DataType.of(TypeKind.VARBINARY).notNull();
        state = context.state().orderedCounts("rows", keyTypes, row, partitionPositions);
    }

    /** Takes changes. */
    public void add(RowBatch batch) {
        if (appendOnly && batch.weights() != null) {
            for (int i = 0; i < batch.rows(); i++) {
                if (batch.weight(batch.row(i)) < 0) {
                    throw MillraceException.internal(
                            "operator " + operator + ": a delete arrived although its input is append-only");
                }
            }
        }
        changes.add(batch);
    }

    /** Whether the changes should be worked off before the barrier. */
    public boolean isFull() {
        return changes.isFull();
    }

    /** Begins to work off the changes taken. */
    public void begin() {
        changes.settle();
        keys = changes.keys();
        partition = -1;
    }

    /** Begins to go through partitions that have not changed since; their rows come as if there had been none before. */
    public void visit(RowBatch partitions) {
        keys = partitions;
        partition = -1;
        visits = true;
    }

    /** Partitions that have changed, in the order of {@link #nextPartition}, which passes over those that have not after all. */
    public RowBatch changed() {
        return keys;
    }

    /** The place of the partition among them. */
    public int partition() {
        return partition;
    }

    /** Moves to the next partition that has changed, or that is visited. */
    public boolean nextPartition() {
        leavePartition();
        if (visits) {
            partition++;
            firstEntry = 0;
            entryEnd = 0;
            return partition < keys.rows();
        }
        do {
            partition++;
            if (partition >= changes.partitions()) {
                return false;
            }
            firstEntry = changes.firstEntry(partition);
            entryEnd = changes.firstEntry(partition + 1);
        } while (firstEntry == entryEnd);
        return true;
    }

    private void leavePartition() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        for (int i = 0; i < surplus.count(); i++) {
            state.add(keys, keyColumns, partition, surplus.column(), i, -surplusCopies[i]);
        }
        surplus.clear();
    }

    /** Forgets the rows of the partition. */
    public void remove() {
        surplus.clear();
        leavePartition();
        state.removeAll(keys, keyColumns, partition);
    }

    /** Rows of the partition that have changed. */
    public int entries() {
        return entryEnd - firstEntry;
    }

    /** Copies that a changed row has gained; of append-only input, where {@link #tieBegins} is known by the entry before. */
    public long gained(int index) {
        return changes.weight(firstEntry + index);
    }

    /** Whether a changed row, from the second on, does not tie with the one before it. */
    public boolean tieBegins(int index) {
        ByteHeap rows = changes.rows();
        int row = changes.row(firstEntry + index);
        int before = changes.row(firstEntry + index - 1);
        byte[] bytes = rows.data();
        return !Arrays.equals(
                bytes,
                rows.start(row),
                codec.tieEnd(bytes, rows.start(row)),
                bytes,
                rows.start(before),
                codec.tieEnd(bytes, rows.start(before)));
    }

    /** Brings the first of the partition's changed rows into the state and begins the walk; the others are forgotten. */
    public void apply(int entryCount) {
        addToState(entryCount);
        walk(null);
    }

    /** Brings all of the partition's changed rows into the state, without a walk. */
    public void applyUnseen() {
        addToState(entries());
    }

    /** Brings all of the partition's changed rows into the state and begins a walk that does not go beyond what is in reach. */
    public void applyAround(Reach reach) {
        addToState(entries());
        boolean byDistance = reach.distance() >= 0;
        ByteHeap heap = changes.rows();
        int first = heap.start(changes.row(firstEntry));
        int last = heap.start(changes.row(entryEnd - 1));
        if (byDistance && !(codec.hasWholeKey(heap.data(), first) && codec.hasWholeKey(heap.data(), last))) {
            walk(null);
            return;
        }
        byte[] from = rowBefore(changes.row(firstEntry), reach.rows());
        if (from != null && byDistance) {
            byte[] nearest = codec.key(heap.data(), first, -reach.distance());
            from = Arrays.compareUnsigned(nearest, from) < 0 ? nearest : from;
        }
        walk(from);
        rowsBehind = reach.rows();
        keyBehind = byDistance ? codec.key(heap.data(), last, reach.distance()) : null;
        isAround = true;
    }

    /** Whether one of the partition's changed rows is before those that begin with a key. */
    public boolean changesBefore(byte[] key) {
        if (firstEntry == entryEnd) {
            return false;
        }
        ByteHeap heap = changes.rows();
        int row = changes.row(firstEntry);
        int start = heap.start(row);
        return Arrays.compareUnsigned(heap.data(), start, start + heap.length(row), key, 0, key.length) < 0;
    }

    /** What a row, of the input's columns, and those that tie with it begin with. */
    public byte[] tieKey(RowBatch batch, int row) {
        ByteHeap heap = new ByteHeap();
        codec.encode(batch, row, heap);
        return Arrays.copyOf(heap.data(), codec.tieEnd(heap.data(), 0));
    }

    /** Passes over those of the partition's changed rows that are before a key, as if they had not come; how many. */
    public long dropBefore(byte[] key) {
        long dropped = 0;
        while (changesBefore(key)) {
            dropped += changes.weight(firstEntry);
            firstEntry++;
        }
        return dropped;
    }

    /** What rows begin with, or come behind, whose first sort key, ascending, is at least a whole number. */
    public byte[] keyFrom(long value) {
        return codec.firstKey(value);
    }

    /** Forgets the rows of the partition, one that is visited, that are before a key. */
    public void forgetBefore(byte[] key) {
        walkAll();
        while (nextRow() && Arrays.compareUnsigned(data, start, start + length, key, 0, key.length) < 0) {
            forget(newCopies);
        }
        leavePartition();
    }

    /** Begins the walk through a partition behind what comes before a key. */
    public void walkFrom(byte[] key) {
        if (cursor != null) {
            cursor.close();
        }
        walk(key);
    }

    /** Brings all of the partition's changed rows into the state and begins a walk behind what comes before a key. */
    public void applyFrom(byte[] key) {
        addToState(entries());
        walk(key);
    }

    /** Begins the walk once more, through the whole partition. */
    public void walkAll() {
        if (cursor != null) {
            cursor.close();
        }
        walk(null);
    }

    /** The row so many copies before a changed one; null if there are not as many. */
    private byte @Nullable [] rowBefore(int row, long copies) {
        ByteHeap heap = changes.rows();
        byte[] changed = Arrays.copyOfRange(heap.data(), heap.start(row), heap.start(row) + heap.length(row));
        long left = copies;
        byte[] found = changed;
        try (ValueCursor before = state.scan(keys, keyColumns, partition, changed, true)) {
            while (left > 0) {
                if (!before.next()) {
                    return null;
                }
                if (!Arrays.equals(before.data(), 0, before.length(), changed, 0, changed.length)) {
                    left -= before.count();
                    found = Arrays.copyOf(before.data(), before.length());
                }
            }
        }
        return found;
    }

    private void addToState(int entryCount) {
        entryEnd = firstEntry + entryCount;
        if (after.length < entryCount) {
            after = new long[Math.max(entryCount, after.length * 2)];
        }
        for (int i = 0; i < entryCount; i++) {
            int weight = changes.weight(firstEntry + i);
            int row = changes.row(firstEntry + i);
            long copies = state.add(keys, keyColumns, partition, changes.column(), row, weight);
            after[i] = copies;
            negativeRows += (copies < 0 ? 1 : 0) - (copies - weight < 0 ? 1 : 0);
        }
    }

    private void walk(byte @Nullable [] from) {
        entry = firstEntry;
        tieLength = -1;
        isAround = false;
        ValueCursor rows = state.scan(keys, keyColumns, partition, from, false);
        cursorHasRow = rows.next();
        cursor = rows;
    }

    /** Moves to the next row of the partition, as it was or as it is. */
    public boolean nextRow() {
        ValueCursor rows = cursor;
        if (rows == null) {
            return false;
        }
        if (entry < entryEnd) {
            int row = changes.row(entry);
            ByteHeap heap = changes.rows();
            int order = !cursorHasRow
                    ? -1
                    : Arrays.compareUnsigned(
                            heap.data(),
                            heap.start(row),
                            heap.start(row) + heap.length(row),
                            rows.data(),
                            0,
                            rows.length());
            if (order <= 0) {
                long copies = after[entry - firstEntry];
                newCopies = Math.max(0, copies);
                oldCopies = Math.max(0, copies - changes.weight(entry));
                entry++;
                take(heap.data(), heap.start(row), heap.length(row));
                cursorHasRow = order == 0 ? rows.next() : cursorHasRow;
                return true;
            }
        }
        if (!cursorHasRow || isAround && entry == entryEnd && isOutOfReach(rows)) {
            return false;
        }
        newCopies = rows.count();
        oldCopies = visits ? 0 : newCopies;
        // The cursor's bytes change as it goes on.
        if (scratch.length < rows.length()) {
            scratch = new byte[Math.max(rows.length(), scratch.length * 2)];
        }
        System.arraycopy(rows.data(), 0, scratch, 0, rows.length());
        take(scratch, 0, rows.length());
        cursorHasRow = rows.next();
        return true;
    }

    /** Counts rows behind the last changed one. */
    private boolean isOutOfReach(ValueCursor rows) {
        byte[] key = keyBehind;
        boolean isNear = key != null
                && Arrays.compareUnsigned(rows.data(), 0, Math.min(rows.length(), key.length), key, 0, key.length) <= 0;
        boolean isOut = rowsBehind <= 0 && !isNear;
        rowsBehind -= rows.count();
        return isOut;
    }

    private void take(byte[] newData, int newStart, int newLength) {
        data = newData;
        start = newStart;
        length = newLength;
        int end = codec.tieEnd(data, start);
        beginsTie = tieLength < 0 || !Arrays.equals(data, start, end, tie, 0, tieLength);
        if (beginsTie) {
            tieLength = end - start;
            if (tie.length < tieLength) {
                tie = new byte[Math.max(tieLength, tie.length * 2)];
            }
            System.arraycopy(data, start, tie, 0, tieLength);
        }
    }

    /** Copies of the row at hand before the changes. */
    public long oldCopies() {
        return oldCopies;
    }

    public long newCopies() {
        return newCopies;
    }

    /** Whether the row at hand differs in the sort keys from the one before. */
    public boolean beginsTie() {
        return beginsTie;
    }

    /** Appends the columns of the row at hand. */
    public void appendRow(BatchBuilder builder) {
        for (int i = 0; i < partitionColumns.length; i++) {
            builder.column(partitionColumns[i]).appendFrom(keys.column(i), partition);
        }
        codec.decode(data, start, builder);
    }

    /** Forgets copies of the row at hand: they can matter no more. */
    public void forget(long copies) {
        surplus.put(data, start, length);
        surplus.end();
        if (surplusCopies.length < surplus.count()) {
            surplusCopies = Arrays.copyOf(surplusCopies, surplus.count() * 2);
        }
        surplusCopies[surplus.count() - 1] = Math.toIntExact(copies);
    }

    /** Ends the walk; further changes may come. */
    public void end() {
        leavePartition();
        changes.clear();
        keys = RowBatch.of(0);
        partition = -1;
        visits = false;
    }

    /** At the barrier, when all changes are worked off. */
    public void endEpoch() {
        if (negativeRows != 0) {
            throw MillraceException.internal("operator " + operator + ": " + negativeRows
                    + " rows have fewer copies than none at the barrier; a delete came without its insert");
        }
        state.endEpoch();
    }
}
