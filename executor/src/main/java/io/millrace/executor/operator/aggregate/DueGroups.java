package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Times at which groups must be looked at. <b>State:</b> (time, keys). <b>Threading:</b> one thread. */
final class DueGroups {
    private final GroupTable due;
    private final GroupTable groups;
    private final List<DataType> types = new ArrayList<>();
    private final int[] columns;
    private BatchBuilder added;

    DueGroups(OperatorContext context, GroupKeys keys, GroupTable groups) {
        this.groups = groups;
        types.add(DataType.of(TypeKind.TIMESTAMP).notNull());
        types.addAll(keys.types());
        columns = IntStream.range(0, types.size()).toArray();
        int[] partitions =
                IntStream.of(keys.partitionKeys()).map(key -> key + 1).toArray();
        due = context.state().groupTable("due", types, 0, partitions, 1, 0);
        added = new BatchBuilder(types, 64);
    }

    /** A group is to be looked at at that time; nothing happens if that is known. */
    void add(long time, int slot) {
        added.longs(0).append(time);
        groups.appendKey(slot, added, 1);
        added.endRow();
        if (added.isFull()) {
            flush();
        }
    }

    private void flush() {
        if (!added.isEmpty()) {
            RowBatch batch = added.build();
            int[] slots = new int[batch.rows()];
            due.slots(batch, columns, slots);
            for (int slot : slots) {
                due.longs(0)[slot] = 1;
            }
        }
    }

    /** Takes what is due; the keys of the groups. */
    List<RowBatch> take(long timeInclusive) {
        List<RowBatch> taken = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(types, 64);
        due.forEachUpTo(timeInclusive, slot -> {
            due.appendKey(slot, builder, 0);
            builder.endRow();
            due.remove(slot);
            if (builder.isFull()) {
                taken.add(keys(builder.build()));
            }
        });
        if (!builder.isEmpty()) {
            taken.add(keys(builder.build()));
        }
        return taken;
    }

    private static RowBatch keys(RowBatch due) {
        return RowBatch.of(due.rows(), Arrays.copyOfRange(due.columns(), 1, due.columnCount()));
    }

    void endEpoch() {
        flush();
        due.endEpoch();
    }
}
