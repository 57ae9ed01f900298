package io.millrace.executor.operator.match;

import io.millrace.executor.log.BatchCodec;
import io.millrace.spi.batch.RowBatch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Partitions with many rows or paths, as they were when they were written last, so that they need not be read anew for each row that
 * comes. What is here is in the state too: it is valid only if that still is what was written.
 *
 * <p><b>Ownership:</b> a partition taken is the caller's. <b>Threading:</b> one thread.
 */
final class RecentPartitions {
    /** Rows and nodes of paths that make a partition worth being kept. */
    private static final int WEIGHT_MIN = 64;

    private static final long WEIGHT_MAX = 1 << 19;

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>();
    private long weight;

    /** @param written the state of the partition */
    private record Entry(byte[] written, Partition partition) {
        long weight() {
            return RecentPartitions.weight(partition);
        }
    }

    private static long weight(Partition partition) {
        return (long) partition.rows.size() + partition.history.size();
    }

    /** Takes the partition with a key out, if it is here as it is in the state; null otherwise. */
    @Nullable Partition take(RowBatch keys, int row, byte[] written) {
        if (entries.isEmpty()) {
            return null;
        }
        Entry entry = entries.remove(key(keys, row));
        if (entry == null) {
            return null;
        }
        weight -= entry.weight();
        return Arrays.equals(entry.written, written) ? entry.partition : null;
    }

    /** Keeps a partition that has just been written. */
    void keep(RowBatch keys, int row, byte[] written, Partition partition) {
        long added = weight(partition);
        if (added < WEIGHT_MIN || added > WEIGHT_MAX) {
            return;
        }
        entries.put(key(keys, row), new Entry(written, partition));
        weight += added;
        Iterator<Entry> oldest = entries.values().iterator();
        while (weight > WEIGHT_MAX) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
    }

    private static ByteBuffer key(RowBatch keys, int row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (keys.columnCount() > 0) {
            try {
                BatchCodec.write(keys.select(new int[] {row}, 1), new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
