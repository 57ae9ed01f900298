package io.millrace.executor.operator.join;

import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.ValueCursor;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The right side of a temporal join: for each key its versions, each valid from its time until the next one's.
 *
 * <p><b>State:</b> the rows by time and key; for each key the times in order; times and keys in the order of time, until the
 * watermark has passed them. <b>Threading:</b> one thread.
 */
final class Versions {
    private static final DataType TIME = DataType.of(TypeKind.BIGINT).notNull();
    private static final DataType ENCODED_TIME = DataType.of(TypeKind.VARBINARY).notNull();

    private final String operator;
    /** Columns of the right side: the time, then the keys. */
    private final int[] timedKeys;

    private final int[] keys;
    private final List<DataType> types;
    /** Of a time and a key. */
    private final List<DataType> timedTypes = new ArrayList<>();

    private final int[] timedColumns;
    private final int[] keyColumns;
    private final RowTable rows;
    private final OrderedCounts order;
    private final GroupTable starts;
    private final byte[] behind = new byte[Long.BYTES + 1];
    private int[] slots = new int[0];

    Versions(JoinShape shape, int timeColumn) {
        operator = shape.node().id().value();
        keys = shape.rightKeys();
        types = shape.rightTypes();
        timedKeys = timed(timeColumn, keys);
        timedTypes.add(TIME);
        timedTypes.addAll(shape.keyTypes());
        timedColumns = Arrays.copyOf(RowNumbers.upTo(timedKeys.length), timedKeys.length);
        keyColumns = Arrays.copyOfRange(timedColumns, 1, timedColumns.length);
        int[] partitionKeys = timedPartition(shape.partitionKeys());
        KeyedState state = shape.context().state();
        rows = state.rowTable("versions", types, timedKeys, -1, partitionKeys);
        order = state.orderedCounts("order", shape.keyTypes(), ENCODED_TIME, shape.partitionKeys());
        starts = state.groupTable("starts", timedTypes, 0, partitionKeys, 0, 0);
    }

    static int[] timed(int timeColumn, int[] keys) {
        int[] timed = new int[keys.length + 1];
        timed[0] = timeColumn;
        System.arraycopy(keys, 0, timed, 1, keys.length);
        return timed;
    }

    /** Positions among a time and the keys of those that decide a key's group. */
    static int[] timedPartition(int[] partitionKeys) {
        return Arrays.stream(partitionKeys).map(key -> key + 1).toArray();
    }

    /** Types of a time and a key. */
    List<DataType> timedTypes() {
        return timedTypes;
    }

    /** Takes changes of versions; each has a time. */
    void add(RowBatch batch) {
        rows.add(batch);
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        starts.slots(batch, timedKeys, slots);
        BatchBuilder times = new BatchBuilder(List.of(ENCODED_TIME), batch.rows());
        long[] values = ((LongColumn) batch.column(timedKeys[0])).values();
        for (int i = 0; i < batch.rows(); i++) {
            times.bytes(0).append(encoded(values[batch.row(i)]));
            times.endRow();
        }
        Column column = times.build().column(0);
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            order.add(batch, keys, row, column, i, batch.weight(row));
        }
    }

    /** In the order of times. */
    private static byte[] encoded(long time) {
        byte[] bytes = new byte[Long.BYTES];
        put(time, bytes);
        return bytes;
    }

    private static void put(long time, byte[] bytes) {
        long ordered = time ^ Long.MIN_VALUE;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (ordered >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    private static long decoded(byte[] bytes) {
        long ordered = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            ordered = ordered << Byte.SIZE | bytes[i] & 0xff;
        }
        return ordered ^ Long.MIN_VALUE;
    }

    /** Walks the times of a key's versions from the last one that is not after a time, downwards. */
    private ValueCursor downFrom(long time, RowBatch timed, int row) {
        put(time, behind);
        return order.scan(timed, keyColumns, row, behind, true);
    }

    /**
     * Finds the versions that are valid for times and keys.
     *
     * @param timed times and keys
     * @param found filled with a row of {@link #rows} each, {@link RowTable#NONE} where no version is valid
     */
    void find(RowBatch timed, int[] found) {
        BatchBuilder wanted = new BatchBuilder(timedTypes, Math.max(1, timed.rows()));
        int[] asking = new int[timed.rows()];
        int count = 0;
        for (int i = 0; i < timed.rows(); i++) {
            int row = timed.row(i);
            found[i] = RowTable.NONE;
            try (ValueCursor times = downFrom(((LongColumn) timed.column(0)).values()[row], timed, row)) {
                if (times.next()) {
                    wanted.longs(0).append(decoded(times.data()));
                    for (int key : keyColumns) {
                        wanted.column(key).appendFrom(timed.column(key), row);
                    }
                    wanted.endRow();
                    asking[count++] = i;
                }
            }
        }
        int[] handles = new int[count];
        rows.find(wanted.build(), timedColumns, handles);
        for (int i = 0; i < count; i++) {
            found[asking[i]] = single(handles[i]);
        }
    }

    private int single(int key) {
        int version = RowTable.NONE;
        for (int row = key == RowTable.NONE ? key : rows.firstRow(key); row != RowTable.NONE; row = rows.nextRow(row)) {
            long copies = rows.count(row);
            if (copies < 0 || copies > 1 || copies == 1 && version != RowTable.NONE) {
                throw MillraceException.internal("operator " + operator + ": a version has " + copies
                        + " copies, or another one its time, at the barrier");
            }
            version = copies == 1 ? row : version;
        }
        if (version == RowTable.NONE) {
            throw MillraceException.internal("operator " + operator + ": a version is missing");
        }
        return version;
    }

    /** The versions as a batch in which what {@link #find} gives is a physical row; valid until the next change or find. */
    RowBatch rows() {
        return rows.rows();
    }

    /** Forgets what is valid only up to a time. */
    void expire(long time) {
        SlotList due = new SlotList();
        starts.forEachUpTo(time, due);
        int[] dueSlots = due.copy(0, due.size());
        BatchBuilder obsolete = new BatchBuilder(timedTypes, RowBatch.ROWS_TARGET);
        BatchBuilder timed = new BatchBuilder(timedTypes, 1);
        for (int slot : dueSlots) {
            starts.appendKey(slot, timed, 0);
            timed.endRow();
            takeObsolete(timed.build(), time, obsolete);
            starts.remove(slot);
            if (obsolete.rows() >= RowBatch.ROWS_TARGET) {
                remove(obsolete.build());
            }
        }
        remove(obsolete.build());
    }

    /** Of one key, the times before the last one that is not after a time. */
    private void takeObsolete(RowBatch key, long time, BatchBuilder obsolete) {
        BatchBuilder times = new BatchBuilder(List.of(ENCODED_TIME), 16);
        try (ValueCursor cursor = downFrom(time, key, 0)) {
            boolean isValid = true;
            while (cursor.next()) {
                if (!isValid) {
                    times.bytes(0).append(cursor.data(), 0, Long.BYTES);
                    times.endRow();
                }
                isValid = false;
            }
        }
        RowBatch taken = times.build();
        for (int i = 0; i < taken.rows(); i++) {
            order.add(key, keyColumns, 0, taken.column(0), i, -1);
            obsolete.longs(0).append(decoded(((BytesColumn) taken.column(0)).bytes(i)));
            for (int column : keyColumns) {
                obsolete.column(column).appendFrom(key.column(column), 0);
            }
            obsolete.endRow();
        }
    }

    private void remove(RowBatch timed) {
        int[] handles = new int[timed.rows()];
        rows.find(timed, timedColumns, handles);
        BatchBuilder removed = new BatchBuilder(types, Math.max(1, timed.rows()));
        for (int handle : handles) {
            rows.appendRow(single(handle), removed, 0);
            removed.endRow(-1);
        }
        if (!removed.isEmpty()) {
            rows.add(removed.build());
        }
    }

    void endEpoch() {
        rows.endEpoch();
        order.endEpoch();
        starts.endEpoch();
    }
}
