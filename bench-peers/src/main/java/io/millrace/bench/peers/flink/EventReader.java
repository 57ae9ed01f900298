package io.millrace.bench.peers.flink;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Reads its splits one after the other, some rows a call. <b>Threading:</b> the task's thread. */
final class EventReader implements SourceReader<RowData, EventSplit>, ReadContext {
    /** Fewer calls for as many rows; few enough that a barrier does not wait. */
    private static final int ROWS_PER_CALL = 64;

    private final EventSource events;
    private final Source made;
    private final EventRows rows;
    private final BatchBuilder builder;
    private final Deque<EventSplit> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private final RunMeter meter = RunMeter.current();

    private @Nullable SplitReader reader;
    private int split;
    private SplitPosition batchBegan = SplitPosition.START;
    private RowBatch batch = RowBatch.of(0);
    private int next;
    private boolean noMoreSplits;
    private boolean splitEnded;

    EventReader(EventSource events) {
        this.events = events;
        made = events.made();
        rows = new EventRows(events.kind().columns());
        builder = new BatchBuilder(events.kind().columns());
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) {
        meter.firstRow();
        if (next == batch.rows() && !fill()) {
            return noMoreSplits && waiting.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        int end = Math.min(batch.rows(), next + ROWS_PER_CALL);
        while (next < end) {
            output.collect(rows.row(batch, next++));
        }
        return InputStatus.MORE_AVAILABLE;
    }

    /** Reads the next batch; false if no split has one. */
    private boolean fill() {
        next = 0;
        batch = RowBatch.of(0);
        while (batch.rows() == 0) {
            if (reader == null || splitEnded) {
                EventSplit following = waiting.poll();
                if (following == null) {
                    reader = null;
                    return false;
                }
                open(following);
            } else {
                batchBegan = reader.position();
                splitEnded = reader.read(builder, SplitReader.NO_LIMIT) == SplitReader.Status.END;
                batch = builder.build();
                meter.addRead(batch.rows());
            }
        }
        return true;
    }

    private void open(EventSplit following) {
        split = following.number();
        splitEnded = false;
        List<Integer> all =
                IntStream.range(0, events.kind().columns().size()).boxed().toList();
        reader = made.open(made.splits().get(split), following.position(), all, this);
    }

    @Override
    public List<EventSplit> snapshotState(long checkpoint) {
        List<EventSplit> splits = new ArrayList<>(waiting);
        if (reader != null) {
            splits.add(new EventSplit(split, batchBegan, next));
        }
        return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void addSplits(List<EventSplit> added) {
        waiting.addAll(added);
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.complete(null);
    }

    @Override
    public void close() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public int readers() {
        return events.splits();
    }

    @Override
    public void rejectRow(String where, String what, String row) {
        throw new IllegalStateException(what);
    }
}
