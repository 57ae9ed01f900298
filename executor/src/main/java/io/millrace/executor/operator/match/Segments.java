package io.millrace.executor.operator.match;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pieces of what partitions hold too much of to be written at each epoch. <b>State:</b> partition, number of the piece → bytes.
 * <b>Threading:</b> one thread.
 */
final class Segments {
    private final GroupTable table;
    private final List<DataType> types;
    private final int[] columns;

    Segments(String name, List<DataType> keyTypes, int[] partitionKeys, KeyedState state) {
        types = new ArrayList<>(keyTypes);
        types.add(DataType.of(TypeKind.BIGINT).notNull());
        columns = IntStream.range(0, types.size()).toArray();
        table = state.groupTable(name, types, -1, partitionKeys, 0, 1);
    }

    /** Those of one partition, which is a row of a batch of keys. */
    final class OfPartition {
        private final RowBatch keys;
        private final int row;

        OfPartition(RowBatch keys, int row) {
            this.keys = keys;
            this.row = row;
        }

        private int slot(long number) {
            BatchBuilder builder = new BatchBuilder(types, 1);
            for (int i = 0; i < types.size() - 1; i++) {
                builder.column(i).appendFrom(keys.column(i), row);
            }
            builder.longs(types.size() - 1).append(number);
            builder.endRow();
            int[] slots = new int[1];
            table.slots(builder.build(), columns, slots);
            return slots[0];
        }

        byte[] read(long number) {
            int slot = slot(number);
            byte[] bytes = table.bytes(0)[slot];
            if (bytes == null) {
                throw MillraceException.internal("piece " + number + " of a partition of MATCH_RECOGNIZE is not there");
            }
            return bytes;
        }

        void write(long number, byte[] bytes) {
            int slot = slot(number);
            table.bytes(0)[slot] = bytes;
        }

        void remove(long number) {
            table.remove(slot(number));
        }
    }

    void endEpoch() {
        table.endEpoch();
    }
}
