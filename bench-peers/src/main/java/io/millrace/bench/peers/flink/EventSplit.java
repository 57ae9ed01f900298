package io.millrace.bench.peers.flink;

import io.millrace.spi.connector.SplitPosition;
import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A split and how far it was read.
 *
 * @param number of the split
 * @param position that reading goes on from; null-free: a split that was not begun is at its own start
 * @param rowsBehind rows behind that position which were handed on already
 */
record EventSplit(int number, SplitPosition position, int rowsBehind) implements SourceSplit {
    @Override
    public String splitId() {
        return Integer.toString(number);
    }

    static final class Serializer implements SimpleVersionedSerializer<EventSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(EventSplit split) {
            return ByteBuffer.allocate(2 * Integer.BYTES + 2 * Long.BYTES)
                    .putInt(split.number())
                    .putLong(split.position().offset())
                    .putLong(split.position().ordinal())
                    .putInt(split.rowsBehind())
                    .array();
        }

        @Override
        public EventSplit deserialize(int version, byte[] serialized) {
            ByteBuffer in = ByteBuffer.wrap(serialized);
            return new EventSplit(in.getInt(), new SplitPosition(in.getLong(), in.getLong()), in.getInt());
        }
    }
}
