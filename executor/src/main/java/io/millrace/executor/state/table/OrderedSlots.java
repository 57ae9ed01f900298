package io.millrace.executor.state.table;

import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.ValueCursor;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key → ordered values with counts. Each pair of key and value is an entry of a {@link SlotTable}; those of a key that have
 * a positive count form a tree, the others a list. Of pairs that are only in the store it is known per key, at best, which
 * is the first and which the last.
 */
final class OrderedSlots implements OrderedCounts, Table, SlotTable.Observer {
    private static final int NONE = -1;

    private final KeyCodec pairCodec;
    private final Owners owners;
    private final SlotTable pairs;
    private final Treap links;
    private final CacheBudget budget;

    /** By owner: its tree of positive counts, its list of others, what it knows of the store. */
    private int[] trees = {};

    private int[] rests = {};
    private @Nullable Edges[] edges = new Edges[0];
    /** By pair; NONE where it is removed. */
    private int[] ownerOf = {};

    private boolean[] isInTree = {};

    /** Owners that have lost their last pair, to be forgotten. */
    private int[] idle = new int[16];

    private int idleCount;
    private long reportedBytes;
    private final Column[] keyScratch;
    private final Column[] pairScratch;
    private final ByteSink sink = new ByteSink(64);

    /** Pairs of an owner that are only in the store: none is before the first nor behind the last. */
    private static final class Edges {
        byte[] first;
        boolean firstKnown;
        /** Exclusive unless known. */
        byte[] last;

        boolean lastKnown;
        boolean none;

        Edges(byte[] prefix) {
            first = prefix;
            last = KeyCodec.successor(prefix);
        }
    }

    OrderedSlots(
            List<DataType> keys,
            DataType value,
            int[] partitionKeys,
            StateStore store,
            StateMap map,
            CacheBudget budget,
            Partition partition) {
        this.budget = budget;
        List<DataType> pairTypes = new ArrayList<>(keys);
        pairTypes.add(value);
        pairCodec = new KeyCodec(pairTypes, -1, partitionKeys, partition);
        keyScratch = new Column[keys.size()];
        pairScratch = new Column[keys.size() + 1];
        owners = new Owners(new KeyCodec(keys, -1, partitionKeys, partition), this::resizeOwners);
        Keys pairKeys = Keys.of(pairCodec);
        pairs = new SlotTable(pairKeys, 1, 0, store, map, budget, this);
        links = new Treap(pairKeys, pairs.index);
        resized(pairs.capacity());
        pairs.open(partition);
    }

    private void resizeOwners(int capacity) {
        trees = Arrays.copyOf(trees, capacity);
        rests = Arrays.copyOf(rests, capacity);
        edges = Arrays.copyOf(edges, capacity);
    }

    @Override
    public void resized(int capacity) {
        links.resize(capacity);
        ownerOf = Arrays.copyOf(ownerOf, capacity);
        isInTree = Arrays.copyOf(isInTree, capacity);
    }

    private int findOwner(RowBatch batch, int[] keyColumns, int row) {
        for (int i = 0; i < keyColumns.length; i++) {
            keyScratch[i] = batch.column(keyColumns[i]);
        }
        owners.keys.prepareOne(keyScratch, row, row);
        return owners.find(0);
    }

    /** The owner of the key that was looked up and not found. */
    private int createOwner() {
        int owner = owners.create(0);
        trees[owner] = NONE;
        rests[owner] = NONE;
        edges[owner] = null;
        becomeIdle(owner);
        return owner;
    }

    private void becomeIdle(int owner) {
        if (idleCount == idle.length) {
            idle = Arrays.copyOf(idle, idleCount * 2);
        }
        idle[idleCount++] = owner;
    }

    @Override
    public long add(RowBatch batch, int[] keyColumns, int row, Column values, int valueRow, int weight) {
        int owner = findOwner(batch, keyColumns, row);
        if (owner == NONE) {
            owner = createOwner();
        }
        System.arraycopy(keyScratch, 0, pairScratch, 0, keyScratch.length);
        pairScratch[keyScratch.length] = values;
        pairs.keys.prepareOne(pairScratch, row, valueRow);
        int slot = pairs.slotOfProbe();
        if (ownerOf[slot] == NONE) {
            join(slot, owner);
        }
        long count = pairs.longs[0][slot] + weight;
        pairs.longs[0][slot] = count;
        place(slot);
        return count;
    }

    @Override
    public void added(int slot) {
        ownerOf[slot] = NONE;
    }

    @Override
    public void loaded(int slot) {
        byte[] key = encoded(slot);
        owners.prepareStored(key);
        int owner = owners.find(0);
        if (owner == NONE) {
            owner = createOwner();
        }
        Edges known = edges[owner];
        if (known != null) {
            known.firstKnown &= !Arrays.equals(known.first, key);
            known.lastKnown &= !Arrays.equals(known.last, key);
        }
        join(slot, owner);
        place(slot);
    }

    private byte[] encoded(int slot) {
        sink.size = 0;
        pairs.keys.encode(slot, sink);
        return sink.toArray();
    }

    private void join(int slot, int owner) {
        ownerOf[slot] = owner;
        isInTree[slot] = false;
        rests[owner] = links.link(rests[owner], slot);
    }

    /** Moves a pair to where its count belongs. */
    private void place(int slot) {
        boolean isPositive = pairs.longs[0][slot] > 0;
        if (isPositive == isInTree[slot]) {
            return;
        }
        int owner = ownerOf[slot];
        isInTree[slot] = isPositive;
        if (isPositive) {
            rests[owner] = links.unlink(rests[owner], slot);
            trees[owner] = links.insert(trees[owner], slot);
        } else {
            trees[owner] = links.remove(trees[owner], slot);
            rests[owner] = links.link(rests[owner], slot);
        }
    }

    @Override
    public void gone(int slot) {
        int owner = ownerOf[slot];
        if (isInTree[slot]) {
            trees[owner] = links.remove(trees[owner], slot);
        } else {
            rests[owner] = links.unlink(rests[owner], slot);
        }
        ownerOf[slot] = NONE;
        isInTree[slot] = false;
        if (pairs.isLive(slot)) {
            edges[owner] = null; // it goes to where the edges are of
        }
        if (trees[owner] == NONE && rests[owner] == NONE) {
            becomeIdle(owner);
        }
    }

    @Override
    public void renumbered(int[] oldSlots, int[] newSlots, int count, int capacity) {
        links.renumber(oldSlots, newSlots, count);
        for (int slot = 0; slot < count; slot++) {
            ownerOf[slot] = ownerOf[oldSlots[slot]];
            isInTree[slot] = isInTree[oldSlots[slot]];
        }
        for (int owner = 0; owner < owners.top(); owner++) {
            if (owners.isUsed(owner)) {
                trees[owner] = trees[owner] == NONE ? NONE : newSlots[trees[owner]];
                rests[owner] = rests[owner] == NONE ? NONE : newSlots[rests[owner]];
            }
        }
    }

    @Override
    public void appendFirst(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder) {
        appendEdge(batch, keyColumns, row, true, builder);
    }

    @Override
    public void appendLast(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder) {
        appendEdge(batch, keyColumns, row, false, builder);
    }

    private void appendEdge(RowBatch batch, int[] keyColumns, int row, boolean first, ColumnBuilder builder) {
        int owner = findOwner(batch, keyColumns, row);
        if (owner == NONE) {
            if (pairs.outside.isEmpty()) {
                builder.appendNull();
                return;
            }
            owner = createOwner();
        }
        int tree = trees[owner];
        int own = tree == NONE ? NONE : first ? links.first(tree) : links.last(tree);
        byte[] stored = pairs.outside.isEmpty() ? null : outsideEdge(owner, own, first);
        if (stored != null) {
            int value = KeyCodec.GROUP_BYTES;
            for (int key = 0; key < keyScratch.length; key++) {
                value = pairCodec.skip(stored, value, key);
            }
            pairCodec.decode(stored, value, keyScratch.length, builder);
        } else if (own == NONE) {
            builder.appendNull();
        } else {
            pairs.keys.appendColumn(own, keyScratch.length, builder);
        }
    }

    /** The first or last pair of the owner that is only in the store, null unless it is before or behind the own one. */
    private byte @Nullable [] outsideEdge(int owner, int own, boolean first) {
        Edges known = edges[owner];
        if (known == null) {
            known = new Edges(owners.prefix(owner));
            edges[owner] = known;
        }
        byte[] ownKey = own == NONE ? null : encoded(own);
        if (known.none || ownKey != null && !isBeyond(first ? known.first : known.last, ownKey, first)) {
            return null;
        }
        if (first ? !known.firstKnown : !known.lastKnown) {
            seek(known, first);
        }
        if (known.none || ownKey != null && !isBeyond(first ? known.first : known.last, ownKey, first)) {
            return null;
        }
        return first ? known.first : known.last;
    }

    private static boolean isBeyond(byte[] key, byte[] ownKey, boolean first) {
        int order = Arrays.compareUnsigned(key, ownKey);
        return first ? order < 0 : order > 0;
    }

    /** Looks for the first or last pair that the store has and memory does not. */
    private void seek(Edges known, boolean first) {
        byte[] to = known.lastKnown ? KeyCodec.successor(known.last) : known.last;
        try (StateCursor cursor = first ? pairs.map.scan(known.first, to) : pairs.map.scanBackward(known.first, to)) {
            while (cursor.next()) {
                pairs.keys.prepareStored(cursor.key());
                boolean isOutside = pairs.keys.find(pairs.index, 0) < 0;
                if (isOutside && new ByteSource().of(cursor.value(), 0).varLong() > 0) {
                    if (first) {
                        known.first = cursor.key();
                        known.firstKnown = true;
                    } else {
                        known.last = cursor.key();
                        known.lastKnown = true;
                    }
                    return;
                }
            }
        }
        known.none = true;
    }

    @Override
    public void appendAll(
            RowBatch batch, int[] keyColumns, int row, ColumnBuilder values, ColumnBuilder.OfLong counts) {
        int owner = findOwner(batch, keyColumns, row);
        if (!pairs.outside.isEmpty()) {
            owner = owner == NONE ? createOwner() : owner;
            byte[] prefix = owners.prefix(owner);
            pairs.loadRange(prefix, KeyCodec.successor(prefix));
        }
        if (owner != NONE) {
            appendTree(trees[owner], values, counts);
        }
    }

    private void appendTree(int tree, ColumnBuilder values, ColumnBuilder.OfLong counts) {
        if (tree != NONE) {
            appendTree(links.leftOf(tree), values, counts);
            pairs.keys.appendColumn(tree, keyScratch.length, values);
            counts.append(pairs.longs[0][tree]);
            appendTree(links.rightOf(tree), values, counts);
        }
    }

    @Override
    public ValueCursor scan(RowBatch batch, int[] keyColumns, int row, byte @Nullable [] from, boolean descending) {
        int owner = findOwner(batch, keyColumns, row);
        if (owner == NONE) {
            if (pairs.outside.isEmpty()) {
                return new OrderedWalk(pairs, pairCodec, links, NONE, null, null, descending);
            }
            owner = createOwner();
        }
        byte[] prefix = owners.prefix(owner);
        byte[] begin = from == null ? null : pairKey(prefix, from);
        Edges known = edges[owner];
        if (pairs.outside.isEmpty() || known != null && known.none) {
            return new OrderedWalk(pairs, pairCodec, links, trees[owner], begin, null, descending);
        }
        byte[] end = KeyCodec.successor(prefix);
        StateCursor stored = descending
                ? pairs.map.scanBackward(prefix, begin == null ? end : KeyCodec.successor(begin))
                : pairs.map.scan(begin == null ? prefix : begin, end);
        return new OrderedWalk(pairs, pairCodec, links, trees[owner], begin, stored, descending);
    }

    private static byte[] pairKey(byte[] prefix, byte[] value) {
        ByteSink key = new ByteSink(prefix.length + value.length * 2 + 3);
        key.put(prefix, 0, prefix.length);
        KeyCodec.putBytes(key, value, 0, value.length);
        return key.toArray();
    }

    @Override
    public void removeAll(RowBatch batch, int[] keyColumns, int row) {
        int owner = findOwner(batch, keyColumns, row);
        if (!pairs.outside.isEmpty()) {
            owner = owner == NONE ? createOwner() : owner;
            byte[] prefix = owners.prefix(owner);
            pairs.loadRange(prefix, KeyCodec.successor(prefix));
        }
        if (owner == NONE) {
            return;
        }
        while (trees[owner] != NONE) {
            pairs.remove(trees[owner]);
        }
        while (rests[owner] != NONE) {
            pairs.remove(rests[owner]);
        }
    }

    @Override
    public void endEpoch() {
        for (int i = 0; i < pairs.touchedCount; i++) {
            int slot = pairs.touched[i];
            if (pairs.isLive(slot) && pairs.longs[0][slot] == 0) {
                pairs.remove(slot);
            }
        }
        pairs.endEpoch();
        for (int i = 0; i < idleCount; i++) {
            int owner = idle[i];
            if (owners.isUsed(owner) && trees[owner] == NONE && rests[owner] == NONE) {
                edges[owner] = null;
                owners.release(owner);
            }
        }
        idleCount = 0;
        long bytes = owners.liveBytes() + 12L * owners.count();
        budget.changeUse(bytes - reportedBytes);
        reportedBytes = bytes;
    }

    @Override
    public Changes freeze(int number) {
        Changes changes = new Changes(pairs.map);
        pairs.freeze(number, changes);
        return changes;
    }

    @Override
    public int slotBytes() {
        return Treap.slotBytes() + 4 + 1;
    }

    @Override
    public long memoryBytes() {
        return pairs.memoryBytes() + owners.memoryBytes() + 12L * trees.length;
    }
}
