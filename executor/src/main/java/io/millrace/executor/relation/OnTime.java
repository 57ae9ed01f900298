package io.millrace.executor.relation;

import io.millrace.executor.state.StateStore;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What sets a relation apart from the sum of its changes that were on time. A change is late if its event time is behind the
 * watermark that earlier epochs had reached. Those who follow the changes leave late ones out; so that who reads the rows comes to
 * the same, rows that came late are kept here, and rows that were on time and whose delete came late.
 *
 * <p><b>Threading:</b> as the relation.
 */
final class OnTime {
    private final int timeColumn;
    /** Rows of the relation that came late. */
    private final Relation late;
    /** Rows that are not in the relation any more; the delete came late. */
    private final Relation gone;

    /** The two of them at one epoch. */
    record Pinned(PinnedView late, PinnedView gone) {
        void close() {
            late.close();
            gone.close();
        }
    }

    OnTime(Relation of, List<Integer> key, int timeColumn, @Nullable StateStore store, String mapName, long epoch) {
        this.timeColumn = timeColumn;
        this.late = part(of, key, store, mapName + "-late-" + timeColumn, epoch);
        this.gone = part(of, List.of(), store, mapName + "-gone-" + timeColumn, epoch);
    }

    private static Relation part(
            Relation of, List<Integer> key, @Nullable StateStore store, String mapName, long epoch) {
        return Relation.part(of.name(), of.rowType(), key, store, mapName, epoch);
    }

    int timeColumn() {
        return timeColumn;
    }

    /** Keeps what of an epoch's changes is late. */
    void publish(long epoch, List<RowBatch> netChanges, long reachedMicros) {
        BatchBuilder lateChanges = new BatchBuilder(late.rowType());
        BatchBuilder goneChanges = new BatchBuilder(gone.rowType());
        TreeMap<byte[], Long> taken = new TreeMap<>(Arrays::compareUnsigned);
        RowCodec codec = late.newKeyCodec();
        for (RowBatch batch : netChanges) {
            Column column = batch.column(timeColumn);
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                if (column.isNull(row) || ((LongColumn) column).values()[row] >= reachedMicros) {
                    continue;
                }
                boolean insert = batch.weight(row) > 0;
                if (insert || takeLate(codec.encodeKey(batch, row), taken)) {
                    append(lateChanges, batch, row, insert ? 1 : -1);
                } else {
                    append(goneChanges, batch, row, 1);
                }
            }
        }
        publish(late, epoch, lateChanges);
        publish(gone, epoch, goneChanges);
    }

    /** Of equal rows that were on time and late the late ones, which came last, go first. */
    private boolean takeLate(byte[] rowKey, TreeMap<byte[], Long> taken) {
        byte[] value = late.newestValue(rowKey);
        long copies = value == null ? 0 : late.multiset() ? Relation.copies(value) : 1;
        return copies > 0 && taken.merge(rowKey, 1L, Long::sum) <= copies;
    }

    private static void append(BatchBuilder builder, RowBatch batch, int row, int weight) {
        for (int i = 0; i < batch.columnCount(); i++) {
            builder.column(i).appendFrom(batch.column(i), row);
        }
        builder.endRow(weight);
    }

    private static void publish(Relation part, long epoch, BatchBuilder changes) {
        if (changes.isEmpty()) {
            part.advance(epoch, Long.MIN_VALUE);
        } else {
            part.publish(epoch, List.of(changes.build()), Long.MIN_VALUE);
        }
    }

    void advance(long epoch) {
        late.advance(epoch, Long.MIN_VALUE);
        gone.advance(epoch, Long.MIN_VALUE);
    }

    Pinned pin(long epoch) {
        return new Pinned(late.pin(epoch), gone.pin(epoch));
    }

    static Pinned again(Pinned pinned) {
        return new Pinned(pinned.late().again(), pinned.gone().again());
    }

    void raiseHorizon(long epoch) {
        late.raiseHorizon(epoch);
        gone.raiseHorizon(epoch);
    }

    void fold(long epoch) {
        late.fold(epoch);
        gone.fold(epoch);
    }

    void forgetFolded() {
        late.forgetFolded();
        gone.forgetFolded();
    }
}
