package io.millrace.bench.peers.flink;

import io.millrace.spi.connector.SplitPosition;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Gives each reader the splits whose number falls to it. */
final class EventSplits implements SplitEnumerator<EventSplit, Integer> {
    private final SplitEnumeratorContext<EventSplit> context;
    private final int splits;

    EventSplits(SplitEnumeratorContext<EventSplit> context, int splits) {
        this.context = context;
        this.splits = splits;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<EventSplit> returned, int subtask) {
        throw new IllegalStateException("a measurement is not recovered");
    }

    @Override
    public void addReader(int subtask) {
        for (int split = subtask; split < splits; split += context.currentParallelism()) {
            context.assignSplit(new EventSplit(split, new SplitPosition(split, 0), 0), subtask);
        }
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public Integer snapshotState(long checkpoint) {
        return splits;
    }

    @Override
    public void close() {}

    static final class Serializer implements SimpleVersionedSerializer<Integer> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Integer splits) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(splits).array();
        }

        @Override
        public Integer deserialize(int version, byte[] serialized) {
            return ByteBuffer.wrap(serialized).getInt();
        }
    }
}
