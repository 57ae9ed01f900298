package io.millrace.executor.relation;

import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A native table or materialized view, by epoch. Rows lie in a state map as of the last {@link #fold}; what changed since lies
 * in memory as versions by key and epoch. Each epoch's changes are linked for those who follow ({@link Change}).
 *
 * <p>A row is identified by the relation's key, or by all its columns; then the relation is a multiset and the value is the
 * number of copies.
 *
 * <p><b>Threading:</b> {@link #publish} and {@link #advance}: one thread at a time; {@link #fold}: one thread at a time, beside
 * them; everything else: any thread. <b>Source:</b> multi-version concurrency control as in Bernstein and Goodman (1983), with
 * undo for readers older than a fold.
 */
public final class Relation {
    private static final int EPOCHS_KEPT = 64;
    /** What is pinned together with another relation must reach back at least as far. */
    private static final int EPOCHS_KEPT_BY_PARTS = 2 * EPOCHS_KEPT;

    private final String name;
    private final RowType rowType;
    private final int[] key;
    private final boolean multiset;
    private final @Nullable StateStore store;
    private final @Nullable StateMap base;
    private final RowCodec keyCodec;
    private final RowCodec valueCodec;
    /** For each column of event time. */
    private final List<OnTime> onTime;

    private final int epochsKept;
    private final ConcurrentSkipListMap<byte[], Version> recent = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

    private final Object lock = new Object();
    /** Pins by epoch. Guarded by {@link #lock}. */
    private final TreeMap<Long, Integer> pins = new TreeMap<>();
    /** Pins by the fold in force when they were made. Guarded by {@link #lock}. */
    private final TreeMap<Long, Integer> pinsByFold = new TreeMap<>();
    /** The newest epochs published, oldest first. Guarded by {@link #lock}. */
    private final Deque<Long> published = new ArrayDeque<>();
    /** The newest changes, oldest first. Guarded by {@link #lock}. */
    private final Deque<Change> changes = new ArrayDeque<>();
    /** Keys whose newest version says that there is no row. Guarded by {@link #lock}. */
    private final Deque<Map.Entry<Long, byte[]>> tombstones = new ArrayDeque<>();

    private long horizon;
    private volatile long baseEpoch;
    private volatile long rowsFolded;
    private volatile long epoch;
    private volatile long completeFrom = Long.MAX_VALUE;
    private volatile boolean complete;
    /** Whether nothing is published for now: until it goes on, every later epoch holds what this one does. */
    private volatile boolean standing;
    /** The last time it stood: from this epoch up to the next. Guarded by {@link #lock}. */
    private long stoodFrom = Long.MAX_VALUE;

    private long stoodUpTo = Long.MIN_VALUE;

    /**
     * @param key columns that identify a row; empty for a multiset
     * @param store where the map lies, null to keep everything in memory
     * @param epoch the epoch the map's rows are at
     * @param watermarkMicros event time reached there
     * @param timeColumns columns by which rows can be late
     */
    public Relation(
            String name,
            RowType rowType,
            List<Integer> key,
            @Nullable StateStore store,
            String mapName,
            long epoch,
            long watermarkMicros,
            List<Integer> timeColumns) {
        this(name, rowType, key, store, mapName, epoch, watermarkMicros, timeColumns, EPOCHS_KEPT);
    }

    /** A relation that another one consists of, published and pinned together with it. */
    static Relation part(
            String name, RowType rowType, List<Integer> key, @Nullable StateStore store, String mapName, long epoch) {
        return new Relation(name, rowType, key, store, mapName, epoch, Long.MIN_VALUE, List.of(), EPOCHS_KEPT_BY_PARTS);
    }

    private Relation(
            String name,
            RowType rowType,
            List<Integer> key,
            @Nullable StateStore store,
            String mapName,
            long epoch,
            long watermarkMicros,
            List<Integer> timeColumns,
            int epochsKept) {
        this.name = name;
        this.rowType = rowType;
        this.multiset = key.isEmpty();
        this.key = multiset
                ? IntStream.range(0, rowType.size()).toArray()
                : key.stream().mapToInt(Integer::intValue).toArray();
        this.store = store;
        this.base = store == null ? null : store.map(mapName);
        this.keyCodec = new RowCodec(this.key);
        this.valueCodec = new RowCodec(valueColumns());
        this.baseEpoch = epoch;
        this.epoch = epoch;
        this.horizon = epoch;
        this.epochsKept = epochsKept;
        this.onTime = timeColumns.stream()
                .map(column -> new OnTime(this, key, column, store, mapName, epoch))
                .toList();
        published.add(epoch);
        changes.add(new Change(epoch, List.of(), watermarkMicros, 0));
    }

    private int[] valueColumns() {
        return multiset
                ? new int[0]
                : IntStream.range(0, rowType.size())
                        .filter(column -> Arrays.stream(key).noneMatch(k -> k == column))
                        .toArray();
    }

    public String name() {
        return name;
    }

    public RowType rowType() {
        return rowType;
    }

    /** Columns that identify a row; all of them for a multiset. */
    public int[] keyColumns() {
        return key.clone();
    }

    boolean multiset() {
        return multiset;
    }

    RowCodec newKeyCodec() {
        return new RowCodec(key);
    }

    RowCodec newValueCodec() {
        return new RowCodec(valueColumns());
    }

    @Nullable StateMap base() {
        return base;
    }

    ConcurrentSkipListMap<byte[], Version> recent() {
        return recent;
    }

    /** Newest published epoch. */
    public long epoch() {
        return epoch;
    }

    /** The newest change; follow its links for what comes. */
    public Change newest() {
        synchronized (lock) {
            return changes.getLast();
        }
    }

    public long watermarkMicros() {
        return newest().watermarkMicros();
    }

    /** Rows of the changes that are in memory because no fold has moved them into the state map. */
    public long rowsNotFolded() {
        return newest().rowsSoFar() - rowsFolded;
    }

    /** Whether no change will ever follow, and that was so at that epoch already. */
    public boolean completeAt(long atEpoch) {
        return atEpoch >= completeFrom;
    }

    /** Whether no change will ever follow, so that it is exact at every later epoch. */
    public boolean complete() {
        return complete;
    }

    /** The last epoch is about to be published: whoever follows sees the end together with its rows. */
    public void endsAt(long lastEpoch) {
        completeFrom = Math.min(completeFrom, lastEpoch);
    }

    public void markComplete() {
        completeFrom = Math.min(completeFrom, epoch);
        complete = true;
    }

    /** Nothing is published until {@link #goOn}: later epochs can be read, and hold what the newest one does. */
    public void standStill() {
        synchronized (lock) {
            stoodFrom = epoch;
            standing = true;
        }
    }

    /** Whether it holds at every later epoch what it holds now, for the time being at least. */
    public boolean standsStill() {
        return complete || standing;
    }

    /** It is published again, behind that epoch, up to which it has stood. */
    public void goOn(long upTo) {
        advance(upTo, watermarkMicros());
        synchronized (lock) {
            stoodUpTo = upTo;
            standing = false;
        }
    }

    /** Whether its rows at exactly that epoch can be read. */
    public boolean readableAt(long readEpoch) {
        synchronized (lock) {
            return readEpoch >= horizon
                    && (readEpoch == epoch
                            || published.contains(readEpoch)
                            || standsStill() && readEpoch > epoch
                            || hasStoodAt(readEpoch));
        }
    }

    private boolean hasStoodAt(long atEpoch) {
        return atEpoch >= stoodFrom && atEpoch <= stoodUpTo;
    }

    /** Whether those who follow its changes can take them up to exactly that epoch, however long ago it was. */
    public boolean hasPublished(long atEpoch) {
        synchronized (lock) {
            return published.contains(atEpoch) || atEpoch < published.getFirst() || hasStoodAt(atEpoch);
        }
    }

    /** Whether what it was at that epoch is still known; for a table, which stands still between its commits. */
    public boolean reaches(long readEpoch) {
        synchronized (lock) {
            return readEpoch >= horizon;
        }
    }

    /** The published epochs that can be read, newest first. */
    public List<Long> readableEpochs() {
        synchronized (lock) {
            return published.stream()
                    .filter(e -> e >= horizon)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** Pins its rows at an epoch that it {@link #reaches} for certain. */
    public PinnedView pin(long readEpoch) {
        PinnedView view = tryPin(readEpoch);
        if (view == null) {
            throw MillraceException.internal(name + " is not readable at epoch " + readEpoch + " any more");
        }
        return view;
    }

    /** Pins its rows at an epoch; null if a {@link #fold} beside has left that epoch behind. */
    public @Nullable PinnedView tryPin(long readEpoch) {
        synchronized (lock) {
            if (readEpoch < horizon) {
                return null;
            }
            long fold = baseEpoch;
            pins.merge(readEpoch, 1, Integer::sum);
            pinsByFold.merge(fold, 1, Integer::sum);
            return new PinnedView(this, readEpoch, fold, changeAt(readEpoch), pinOnTime(readEpoch));
        }
    }

    /** Pins its newest rows; for the only writer, or where it does not matter which epoch they are of. */
    public PinnedView pinNewest() {
        synchronized (lock) {
            return pin(Math.max(epoch, horizon));
        }
    }

    /** One more pin of what is pinned already. */
    PinnedView pinAgain(PinnedView view, long fold) {
        synchronized (lock) {
            pins.merge(view.epoch(), 1, Integer::sum);
            pinsByFold.merge(fold, 1, Integer::sum);
            return new PinnedView(this, view.epoch(), fold, view.change(), view.onTimeAgain());
        }
    }

    private Map<Integer, OnTime.Pinned> pinOnTime(long readEpoch) {
        Map<Integer, OnTime.Pinned> pinned = new HashMap<>();
        onTime.forEach(part -> pinned.put(part.timeColumn(), part.pin(readEpoch)));
        return pinned;
    }

    /** What a key means in the newest epoch; for the one who publishes. */
    byte @Nullable [] newestValue(byte[] rowKey) {
        Version head = recent.get(rowKey);
        return head != null ? head.value : base == null ? null : base.get(rowKey);
    }

    /** Nobody begins to read an older epoch any more. */
    void raiseHorizon(long newHorizon) {
        synchronized (lock) {
            horizon = Math.max(horizon, newHorizon);
            onTime.forEach(part -> part.raiseHorizon(newHorizon));
        }
    }

    private Change changeAt(long readEpoch) {
        Change found = changes.getFirst();
        for (Change change : changes) {
            if (change.epoch() <= readEpoch) {
                found = change;
            }
        }
        return found;
    }

    void unpin(long readEpoch, long fold) {
        synchronized (lock) {
            pins.computeIfPresent(readEpoch, (e, count) -> count == 1 ? null : count - 1);
            pinsByFold.computeIfPresent(fold, (e, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Publishes the net changes of an epoch: each row that is deleted is there, each that is inserted is not. */
    public void publish(long newEpoch, List<RowBatch> netChanges, long watermarkMicros) {
        long reached = watermarkMicros();
        onTime.forEach(part -> part.publish(newEpoch, netChanges, reached));
        apply(newEpoch, netChanges);
        synchronized (lock) {
            Change last = changes.getLast();
            Change change = new Change(newEpoch, netChanges, watermarkMicros, last.rowsSoFar());
            changes.add(change);
            published.add(newEpoch);
            epoch = newEpoch;
            last.link(change);
            shrink();
        }
        dropTombstones();
    }

    /** Publishes an epoch in which nothing changed. */
    public void advance(long newEpoch, long watermarkMicros) {
        if (watermarkMicros != watermarkMicros()) {
            publish(newEpoch, List.of(), watermarkMicros);
            return;
        }
        onTime.forEach(part -> part.advance(newEpoch));
        synchronized (lock) {
            published.add(newEpoch);
            epoch = newEpoch;
            shrink();
        }
    }

    private void shrink() {
        while (published.size() > epochsKept) {
            published.removeFirst();
            horizon = Math.max(horizon, published.getFirst());
        }
        while (changes.size() > 1 && secondChangeEpoch() <= horizon) {
            changes.removeFirst();
        }
    }

    private long secondChangeEpoch() {
        var iterator = changes.iterator();
        iterator.next();
        return iterator.next().epoch();
    }

    /** The oldest epoch anyone reads or may begin to read. */
    private long oldestRead() {
        synchronized (lock) {
            return pins.isEmpty() ? horizon : Math.min(horizon, pins.firstKey());
        }
    }

    private void apply(long newEpoch, List<RowBatch> netChanges) {
        long oldestRead = oldestRead();
        for (int pass = -1; pass <= 1; pass += 2) {
            for (RowBatch batch : netChanges) {
                for (int i = 0; i < batch.rows(); i++) {
                    int row = batch.row(i);
                    if (batch.weight(row) == pass) {
                        apply(newEpoch, batch, row, pass, oldestRead);
                    }
                }
            }
        }
    }

    private void apply(long newEpoch, RowBatch batch, int row, int weight, long oldestRead) {
        byte[] rowKey = keyCodec.encodeKey(batch, row);
        Version head = recent.get(rowKey);
        byte[] value;
        if (multiset) {
            byte[] before = newestValue(rowKey);
            long copies = copies(before) + weight;
            if (copies < 0) {
                throw MillraceException.internal("a row was deleted from " + name + " that is not there");
            }
            value = copies == 0 ? null : ByteBuffer.allocate(8).putLong(copies).array();
        } else {
            value = weight < 0 ? null : valueCodec.encode(batch, row);
        }
        Version older = head != null && head.epoch == newEpoch ? head.older() : head;
        Version version = new Version(newEpoch, value, older);
        if (older != null) {
            version.trim(oldestRead);
        }
        recent.put(rowKey, version);
        if (value == null && base == null) {
            synchronized (lock) {
                tombstones.add(Map.entry(newEpoch, rowKey));
            }
        }
    }

    static long copies(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    /** Forgets deleted keys that no reader can see any more; without a state map under them. */
    private void dropTombstones() {
        long oldestRead = oldestRead();
        synchronized (lock) {
            while (!tombstones.isEmpty() && tombstones.getFirst().getKey() <= oldestRead) {
                byte[] rowKey = tombstones.removeFirst().getValue();
                Version head = recent.get(rowKey);
                if (head != null && head.value == null && head.epoch <= oldestRead) {
                    recent.remove(rowKey, head);
                }
            }
        }
    }

    /**
     * Moves everything up to an epoch into the state map; readers notice nothing. Blocks; for I/O threads.
     *
     * @param foldEpoch a published epoch, not before the last fold's
     */
    public void fold(long foldEpoch) {
        StateMap target = base;
        StateStore targetStore = store;
        if (target == null || targetStore == null) {
            return;
        }
        boolean olderReaders;
        long rows;
        synchronized (lock) {
            rows = changeAt(foldEpoch).rowsSoFar();
            raiseHorizon(foldEpoch);
            olderReaders = !pins.isEmpty() && pins.firstKey() < foldEpoch;
        }
        StateWrites writes = new StateWrites();
        for (Map.Entry<byte[], Version> entry : recent.entrySet()) {
            Version version = entry.getValue().at(foldEpoch);
            if (version == null || version.epoch <= baseEpoch) {
                continue;
            }
            if (olderReaders) {
                keepOld(target, entry.getKey(), entry.getValue());
            }
            if (version.value == null) {
                writes.delete(target, entry.getKey());
            } else {
                writes.put(target, entry.getKey(), version.value);
            }
        }
        targetStore.write(writes);
        baseEpoch = foldEpoch;
        rowsFolded = rows;
        onTime.forEach(part -> part.fold(foldEpoch));
    }

    /** Lets a reader older than the fold find what the state map is about to lose. */
    private void keepOld(StateMap target, byte[] rowKey, Version head) {
        Version oldest = head;
        for (Version older = head.older(); older != null; older = older.older()) {
            oldest = older;
        }
        if (oldest.epoch > baseEpoch) {
            // A reader may be older than the last fold, too: as it holds versions back, this has been the value since
            // before it.
            head.appendOldest(new Version(Long.MIN_VALUE, target.get(rowKey), null));
        }
    }

    /** Drops from memory what the state map holds since the last {@link #fold}, unless somebody began to read before it. */
    public void forgetFolded() {
        onTime.forEach(OnTime::forgetFolded);
        long folded = baseEpoch;
        synchronized (lock) {
            if (!pinsByFold.isEmpty() && pinsByFold.firstKey() < folded
                    || !pins.isEmpty() && pins.firstKey() < folded) {
                return;
            }
        }
        for (Map.Entry<byte[], Version> entry : recent.entrySet()) {
            if (entry.getValue().epoch <= folded) {
                recent.remove(entry.getKey(), entry.getValue());
            }
        }
    }
}
