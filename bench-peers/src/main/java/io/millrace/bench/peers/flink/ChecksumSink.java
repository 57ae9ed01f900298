package io.millrace.bench.peers.flink;

import io.millrace.connector.blackhole.RowHash;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

/** Adds the hash of each row, as our own sink takes it, to the run's sum. */
record ChecksumSink(List<LogicalType> types) implements Sink<RowData> {
    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        return new Writer(types.toArray(LogicalType[]::new));
    }

    private static final class Writer implements SinkWriter<RowData> {
        private static final long MICROS_PER_MILLI = 1_000;

        private final LogicalType[] types;
        private final RunMeter meter = RunMeter.current();
        private long rows;
        private long checksum;

        Writer(LogicalType[] types) {
            this.types = types;
        }

        @Override
        public void write(RowData row, Context context) {
            long hash = RowHash.START;
            for (int i = 0; i < types.length; i++) {
                hash = row.isNullAt(i) ? RowHash.addNull(hash) : RowHash.add(hash, value(row, i));
            }
            int weight =
                    switch (row.getRowKind()) {
                        case INSERT, UPDATE_AFTER -> 1;
                        case DELETE, UPDATE_BEFORE -> -1;
                    };
            rows += weight;
            checksum += weight * hash;
        }

        private long value(RowData row, int column) {
            LogicalType type = types[column];
            return switch (type.getTypeRoot()) {
                case BIGINT -> row.getLong(column);
                case INTEGER -> row.getInt(column);
                case DOUBLE -> RowHash.ofDouble(row.getDouble(column));
                case CHAR, VARCHAR -> text(row.getString(column));
                case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    micros(row.getTimestamp(column, ((TimestampType) type).getPrecision()));
                case DECIMAL -> decimal(row, column, (DecimalType) type);
                default -> throw new IllegalStateException("no query gives a " + type);
            };
        }

        private static long micros(TimestampData time) {
            return time.getMillisecond() * MICROS_PER_MILLI + time.getNanoOfMillisecond() / MICROS_PER_MILLI;
        }

        private static long decimal(RowData row, int column, DecimalType type) {
            DecimalData value = row.getDecimal(column, type.getPrecision(), type.getScale());
            if (value.isCompact()) {
                return value.toUnscaledLong();
            }
            long unscaled = value.toBigDecimal().unscaledValue().longValueExact();
            return RowHash.ofWide(unscaled >> 63, unscaled);
        }

        private static long text(StringData value) {
            BinaryStringData text = (BinaryStringData) value;
            text.ensureMaterialized();
            MemorySegment[] segments = text.getSegments();
            if (segments.length == 1 && !segments[0].isOffHeap()) {
                return RowHash.ofBytes(segments[0].getArray(), text.getOffset(), text.getSizeInBytes());
            }
            byte[] bytes = text.toBytes();
            return RowHash.ofBytes(bytes, 0, bytes.length);
        }

        @Override
        public void flush(boolean endOfInput) {
            meter.add(rows, checksum);
            rows = 0;
            checksum = 0;
            if (endOfInput) {
                meter.end();
            }
        }

        @Override
        public void close() {}
    }
}
