package io.millrace.executor.operator.over;

import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.Arrays;

/** The rows of one partition in memory, with the copies they had and have. <b>Threading:</b> one thread. */
final class PartitionRows {
    private final BatchBuilder builder;
    private RowBatch batch = RowBatch.of(0);
    private long[] oldCopies = new long[64];
    private long[] newCopies = new long[64];
    private boolean[] beginsTie = new boolean[64];

    PartitionRows(RowType input) {
        builder = new BatchBuilder(input, 64);
    }

    /** Reads the partition that the walk is at. */
    void read(OrderedPartitions partitions) {
        while (partitions.nextRow()) {
            int row = builder.rows();
            if (row == oldCopies.length) {
                oldCopies = Arrays.copyOf(oldCopies, row * 2);
                newCopies = Arrays.copyOf(newCopies, row * 2);
                beginsTie = Arrays.copyOf(beginsTie, row * 2);
            }
            oldCopies[row] = partitions.oldCopies();
            newCopies[row] = partitions.newCopies();
            beginsTie[row] = partitions.beginsTie();
            partitions.appendRow(builder);
            builder.endRow();
        }
        batch = builder.build();
    }

    RowBatch batch() {
        return batch;
    }

    /** By row. */
    long[] oldCopies() {
        return oldCopies;
    }

    long[] newCopies() {
        return newCopies;
    }

    /** The first position, of both states, at which they differ; behind their ends if they do not. */
    int firstChange() {
        long position = 0;
        for (int row = 0; row < batch.rows(); row++) {
            if (oldCopies[row] != newCopies[row]) {
                return Math.toIntExact(position + Math.min(oldCopies[row], newCopies[row]));
            }
            position += oldCopies[row];
        }
        return Integer.MAX_VALUE;
    }

    /** As it was, behind what comes before the rows read. */
    Sequence old(Tail before) {
        return Sequence.of(batch, oldCopies, beginsTie, before);
    }

    /** As it is. */
    Sequence now(Tail before) {
        return Sequence.of(batch, newCopies, beginsTie, before);
    }
}
