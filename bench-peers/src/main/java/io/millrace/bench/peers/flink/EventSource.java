package io.millrace.bench.peers.flink;

import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.NexmarkConnector;
import io.millrace.spi.connector.ConnectorTable;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** The events of our Nexmark connector, made by its own readers, as rows of Flink. */
record EventSource(EventKind kind, long events, long eventsPerSecond, int splits)
        implements Source<RowData, EventSplit, Integer> {
    io.millrace.spi.connector.Source made() {
        Map<String, String> options = Map.of(
                "rows", Long.toString(events),
                "events-per-second", Long.toString(eventsPerSecond),
                "splits", Integer.toString(splits));
        return new NexmarkConnector()
                .source(new ConnectorTable(kind.table(), kind.columns(), List.of(), options))
                .orElseThrow();
    }

    /** Continuous, as the query of an endless input is planned and run, although this one ends. */
    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, EventSplit> createReader(SourceReaderContext context) {
        return new EventReader(this);
    }

    @Override
    public SplitEnumerator<EventSplit, Integer> createEnumerator(SplitEnumeratorContext<EventSplit> context) {
        return new EventSplits(context, splits);
    }

    @Override
    public SplitEnumerator<EventSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<EventSplit> context, Integer checkpoint) {
        throw new IllegalStateException("a measurement is not recovered");
    }

    @Override
    public SimpleVersionedSerializer<EventSplit> getSplitSerializer() {
        return new EventSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new EventSplits.Serializer();
    }
}
