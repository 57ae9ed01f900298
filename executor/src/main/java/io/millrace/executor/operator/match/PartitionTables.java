package io.millrace.executor.operator.match;

import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.operator.sort.SortedRows;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The state of a MATCH_RECOGNIZE: rows that wait for the watermark, the times of those and of partitions that wait without
 * rows, and the partitions themselves.
 *
 * <p><b>Call order:</b> {@link #add} in an epoch; at the barrier {@link #due} and what it gives, then {@link #endEpoch}.
 * <b>Threading:</b> one thread.
 */
final class PartitionTables {
    private static final DataType TIME = DataType.of(TypeKind.BIGINT).notNull();

    private final MatchRecognize node;
    private final PatternProgram program;
    /** Of a row that waits: its time, which stands behind the input's columns, and its partition. */
    private final int[] waitingKeys;
    /** Of an entry by time: its partition. */
    private final int[] partitionColumns;

    private final int[] timedColumns;
    private final int[] keyColumns;
    private final List<DataType> keyTypes = new ArrayList<>();
    private final List<DataType> timedTypes = new ArrayList<>();
    private final RowTable waiting;
    private final GroupTable times;
    private final GroupTable timers;
    private final GroupTable partitions;
    private final Segments rowSegments;
    private final Segments pathSegments;
    private final RecentPartitions recent = new RecentPartitions();
    private int[] slots = new int[0];

    /** @param partitionKeys positions among the partition's keys that decide its key group */
    PartitionTables(
            MatchRecognize node, List<DataType> types, int[] partitionKeys, PatternProgram program, KeyedState state) {
        this.node = node;
        this.program = program;
        int keys = node.partitionKeys().size();
        List<DataType> rowTypes = new ArrayList<>(types);
        rowTypes.add(TIME);
        timedTypes.add(TIME);
        waitingKeys = new int[keys + 1];
        waitingKeys[0] = types.size();
        for (int i = 0; i < keys; i++) {
            waitingKeys[i + 1] = node.partitionKeys().get(i);
            keyTypes.add(types.get(node.partitionKeys().get(i)));
        }
        timedTypes.addAll(keyTypes);
        timedColumns = IntStream.range(0, keys + 1).toArray();
        partitionColumns = Arrays.copyOfRange(timedColumns, 1, keys + 1);
        keyColumns = IntStream.range(0, keys).toArray();
        int[] timedPartitionKeys =
                Arrays.stream(partitionKeys).map(key -> key + 1).toArray();
        waiting = state.rowTable("waiting", rowTypes, waitingKeys, 0, timedPartitionKeys);
        times = state.groupTable("times", timedTypes, 0, timedPartitionKeys, 0, 0);
        timers = state.groupTable("timers", timedTypes, 0, timedPartitionKeys, 0, 0);
        partitions = state.groupTable("partitions", keyTypes, -1, partitionKeys, 0, 1);
        rowSegments = new Segments("rows", keyTypes, partitionKeys, state);
        pathSegments = new Segments("paths", keyTypes, partitionKeys, state);
    }

    /** Takes rows that wait, with their time behind the input's columns. */
    void add(RowBatch batch) {
        if (batch.rows() == 0) {
            return;
        }
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        waiting.add(batch);
        times.slots(batch, waitingKeys, slots);
    }

    void endEpoch() {
        waiting.endEpoch();
        times.endEpoch();
        timers.endEpoch();
        partitions.endEpoch();
        rowSegments.endEpoch();
        pathSegments.endEpoch();
    }

    /** The partitions that have something to be looked at up to a time. */
    Due due(long timeMax) {
        return new Due(timeMax);
    }

    /** Partitions in the order of their first time; each is opened and closed once, then all are finished. */
    final class Due {
        private final long timeMax;
        private final int[] dueTimes;
        private final int[] dueTimers;
        private final RowBatch entries;
        private final KeyIndex index;
        private final RowBatch keys;
        private final int[] partitionSlots;
        /** Handles of rows, by entry of {@link #dueTimes}. */
        private final int[] rowKeys;
        /** Entries of each partition behind those of the one before. */
        private final int[] entryOrder;

        private final int[] entryEnds;
        private final RowBatch rows;

        private Due(long timeMax) {
            this.timeMax = timeMax;
            dueTimes = upTo(times, timeMax);
            dueTimers = upTo(timers, timeMax);
            BatchBuilder builder = new BatchBuilder(timedTypes, Math.max(1, dueTimes.length + dueTimers.length));
            append(times, dueTimes, builder);
            append(timers, dueTimers, builder);
            entries = builder.build();
            index = new KeyIndex(keyTypes);
            int[] ids = new int[entries.rows()];
            index.findOrAdd(entries, partitionColumns, ids);
            partitionSlots = new int[index.size()];
            keys = RowBatch.of(index.size(), index.columns());
            partitions.slots(keys, keyColumns, partitionSlots);
            entryEnds = new int[index.size() + 1];
            entryOrder = byPartition(ids);
            rowKeys = new int[dueTimes.length];
            waiting.find(new RowBatch(entries.columns(), dueTimes.length, null, null), timedColumns, rowKeys);
            rows = waiting.rows();
        }

        private static int[] upTo(GroupTable table, long time) {
            SlotList due = new SlotList();
            table.forEachUpTo(time, due);
            return due.copy(0, due.size());
        }

        private static void append(GroupTable table, int[] due, BatchBuilder builder) {
            for (int slot : due) {
                table.appendKey(slot, builder, 0);
                builder.endRow();
            }
        }

        /** Counting sort: entries of a partition stay in the order of their times. */
        private int[] byPartition(int[] ids) {
            for (int entry = 0; entry < dueTimes.length; entry++) {
                entryEnds[ids[entry] + 1]++;
            }
            for (int i = 1; i < entryEnds.length; i++) {
                entryEnds[i] += entryEnds[i - 1];
            }
            int[] next = entryEnds.clone();
            int[] sorted = new int[dueTimes.length];
            for (int entry = 0; entry < dueTimes.length; entry++) {
                sorted[next[ids[entry]]++] = entry;
            }
            return sorted;
        }

        /** Number of partitions. */
        int partitions() {
            return partitionSlots.length;
        }

        Partition open(int partition) {
            byte[] bytes = partitions.bytes(0)[partitionSlots[partition]];
            if (bytes == null) {
                return new Partition(program.newRows(0), program.registerCount());
            }
            Partition known = recent.take(keys, partition, bytes);
            return known != null
                    ? known
                    : PartitionCodec.read(bytes, program, rowPieces(partition), pathPieces(partition));
        }

        private Segments.OfPartition rowPieces(int partition) {
            return rowSegments.new OfPartition(keys, partition);
        }

        private Segments.OfPartition pathPieces(int partition) {
            return pathSegments.new OfPartition(keys, partition);
        }

        /** Gives the rows of a partition that waited. */
        void rows(int partition, SortedRows into) {
            int from = entryEnds[partition];
            int to = entryEnds[partition + 1];
            int[] selection = new int[16];
            int count = 0;
            for (int i = from; i < to; i++) {
                int key = rowKeys[entryOrder[i]];
                if (key == RowTable.NONE) {
                    continue;
                }
                for (int row = waiting.firstRow(key); row != RowTable.NONE; row = waiting.nextRow(row)) {
                    long copies = waiting.count(row);
                    if (copies < 0) {
                        throw MillraceException.internal("operator " + node.id() + ": a row has " + copies
                                + " copies at the barrier; a delete came without its insert");
                    }
                    for (long copy = 0; copy < copies; copy++) {
                        if (count == selection.length) {
                            selection = Arrays.copyOf(selection, count * 2);
                        }
                        selection[count++] = row;
                    }
                }
            }
            if (count > 0) {
                into.add(new RowBatch(rows.columns(), count, selection, null));
            }
        }

        /**
         * Keeps a partition for later.
         *
         * @param opened what {@link #open} gave
         * @param isKept whether anything of it still matters
         * @param oldTimer that is set, or {@link Partition#NO_TIMER}
         * @param newTimer that is wanted; an earlier one does as well
         */
        void close(int partition, Partition opened, boolean isKept, long oldTimer, long newTimer) {
            long wanted = isKept ? newTimer : Partition.NO_TIMER;
            boolean stays = oldTimer != Partition.NO_TIMER && wanted != Partition.NO_TIMER && oldTimer <= wanted;
            if (!stays && oldTimer != Partition.NO_TIMER) {
                timers.remove(timer(partition, oldTimer));
            }
            if (!stays && wanted != Partition.NO_TIMER) {
                timer(partition, wanted);
            }
            int slot = partitionSlots[partition];
            if (isKept) {
                opened.timer = stays ? oldTimer : wanted;
                byte[] written = PartitionCodec.write(
                        opened, program.registerCount(), rowPieces(partition), pathPieces(partition));
                partitions.bytes(0)[slot] = written;
                recent.keep(keys, partition, written, opened);
            } else {
                PartitionCodec.remove(opened, rowPieces(partition), pathPieces(partition));
                partitions.remove(slot);
            }
        }

        /** Finds or makes a timer. */
        private int timer(int partition, long time) {
            BatchBuilder builder = new BatchBuilder(timedTypes, 1);
            builder.longs(0).append(time);
            for (int i = 0; i < keyTypes.size(); i++) {
                builder.column(i + 1).appendFrom(index.columns()[i], partition);
            }
            builder.endRow();
            int[] slot = new int[1];
            timers.slots(builder.build(), timedColumns, slot);
            return slot[0];
        }

        /** All partitions have been looked at: what was due is so no more. */
        void finish() {
            for (int slot : dueTimes) {
                times.remove(slot);
            }
            for (int slot : dueTimers) {
                timers.remove(slot);
            }
            waiting.removeUpTo(timeMax);
        }
    }
}
