package io.millrace.bench.peers.flink;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.Arrays;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Rows in Flink's own form, each a new one: operators may keep them. */
final class EventRows {
    private static final long MICROS_PER_MILLI = 1_000;

    private final boolean[] times;

    EventRows(RowType type) {
        times = new boolean[type.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = type.type(i).kind() == TypeKind.TIMESTAMP;
        }
    }

    RowData row(RowBatch batch, int row) {
        GenericRowData made = new GenericRowData(times.length);
        for (int i = 0; i < times.length; i++) {
            Column column = batch.column(i);
            if (column instanceof BytesColumn bytes) {
                made.setField(i, text(bytes, row));
            } else {
                long value = ((LongColumn) column).values()[row];
                made.setField(
                        i,
                        times[i] ? (Object) TimestampData.fromEpochMillis(value / MICROS_PER_MILLI) : (Object) value);
            }
        }
        return made;
    }

    private static BinaryStringData text(BytesColumn column, int row) {
        int start = column.start(row);
        return BinaryStringData.fromBytes(Arrays.copyOfRange(column.data(), start, start + column.length(row)));
    }
}
