package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.aggregate.Accumulators;
import io.millrace.executor.operator.aggregate.Aggregation;
import io.millrace.executor.operator.aggregate.FiringGroups;
import io.millrace.executor.operator.aggregate.GroupKeys;
import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Emits windows of several slices, each merged when its turn comes. A slice keeps the number of its windows that have been
 * emitted, so that after a restart none is emitted twice.
 *
 * <p><b>Threading:</b> one thread.
 */
final class WindowMerger {
    private final Slices slices;
    private final FiringGroups groups;
    private final Aggregation aggregation;
    /** Accumulator of a slice with the number of its windows that have been emitted. */
    private final int emittedWindows;

    private final List<DataType> sliceKeyTypes;
    private final List<DataType> outputTypes;
    /** The keys without the slice, in a batch of slice keys. */
    private final int[] keyColumns;

    private final KeyIndex keys;
    private final Accumulators merged;
    private final int[] ids = new int[RowBatch.ROWS_TARGET];

    /** End of the last window merged, {@link Long#MIN_VALUE} as long as that is not known. */
    private long windowEnd = Long.MIN_VALUE;
    /** Groups of that window that have been emitted. */
    private int emitted;

    /** @param sliceKeys slice end, then the keys */
    WindowMerger(
            Slices slices,
            FiringGroups groups,
            Aggregation aggregation,
            int emittedWindows,
            GroupKeys sliceKeys,
            List<DataType> resultTypes) {
        this.slices = slices;
        this.groups = groups;
        this.aggregation = aggregation;
        this.emittedWindows = emittedWindows;
        sliceKeyTypes = sliceKeys.types();
        List<DataType> keyTypes = sliceKeyTypes.subList(1, sliceKeyTypes.size());
        outputTypes = new ArrayList<>(keyTypes);
        outputTypes.addAll(resultTypes);
        outputTypes.add(sliceKeyTypes.get(0));
        outputTypes.add(sliceKeyTypes.get(0));
        keyColumns = Arrays.copyOfRange(RowNumbers.upTo(sliceKeyTypes.size()), 1, sliceKeyTypes.size());
        keys = new KeyIndex(keyTypes);
        merged = aggregation.accumulators();
    }

    /** The windows that end up to a watermark and are not emitted yet, by their ends. */
    Emission windowsUpTo(long watermarkMicros) {
        return () -> next(watermarkMicros);
    }

    private @Nullable RowBatch next(long watermarkMicros) {
        while (emitted == keys.size()) {
            if (!nextWindow(watermarkMicros)) {
                return null;
            }
        }
        int count = Math.min(keys.size() - emitted, RowBatch.ROWS_TARGET);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = emitted++;
        }
        BatchBuilder builder = new BatchBuilder(outputTypes, count);
        for (int k = 0; k < keyColumns.length; k++) {
            builder.column(k).appendAll(keys.columns()[k], positions, count);
        }
        aggregation.appendResults(merged, positions, count, builder, keyColumns.length);
        for (int i = 0; i < count; i++) {
            builder.longs(outputTypes.size() - 2).append(slices.windowStart(windowEnd));
            builder.longs(outputTypes.size() - 1).append(windowEnd);
        }
        builder.endRows(count, 1);
        return builder.build();
    }

    /** Merges the next window that has slices; false if none is due. */
    private boolean nextWindow(long watermarkMicros) {
        merged.clear(keys.size());
        keys.clear();
        emitted = 0;
        GroupTable table = groups.table();
        long firstSlice = table.firstTime();
        if (firstSlice == Long.MAX_VALUE) {
            return false;
        }
        long end = slices.firstWindowEnd(firstSlice);
        if (windowEnd != Long.MIN_VALUE) {
            end = Math.max(end, windowEnd + slices.slideMicros());
        }
        if (end > watermarkMicros) {
            return false;
        }
        windowEnd = end;
        SlotList due = new SlotList();
        table.forEachUpTo(end, due);
        groups.state().view(table);
        for (int from = 0; from < due.size(); from += RowBatch.ROWS_TARGET) {
            merge(table, due.copy(from, Math.min(due.size() - from, RowBatch.ROWS_TARGET)));
        }
        aggregation.mergeDistinct(end, slices::lastWindowEnd, keys, merged);
        return true;
    }

    private void merge(GroupTable table, int[] due) {
        long[] emittedCounts = table.longs(emittedWindows);
        BatchBuilder builder = new BatchBuilder(sliceKeyTypes, due.length);
        BatchBuilder gone = new BatchBuilder(sliceKeyTypes, 1);
        int count = 0;
        for (int slot : due) {
            long sliceEnd = table.time(slot);
            boolean isLast = slices.lastWindowEnd(sliceEnd) <= windowEnd;
            if (isLast && aggregation.keepsValues()) {
                table.appendKey(slot, gone, 0);
                gone.endRow();
            }
            long window = (windowEnd - slices.firstWindowEnd(sliceEnd)) / slices.slideMicros() + 1;
            if (emittedCounts[slot] < window) {
                emittedCounts[slot] = window;
                due[count++] = slot;
                table.appendKey(slot, builder, 0);
            }
            if (isLast) {
                table.remove(slot);
            }
        }
        builder.endRows(count, 1);
        keys.findOrAdd(builder.build(), keyColumns, ids);
        merged.reserve(keys.size());
        aggregation.merge(groups.state(), due, merged, ids, count);
        if (!gone.isEmpty()) {
            aggregation.removeGroups(gone.build(), RowNumbers.upTo(sliceKeyTypes.size()), sliceKeyTypes.size());
        }
    }
}
