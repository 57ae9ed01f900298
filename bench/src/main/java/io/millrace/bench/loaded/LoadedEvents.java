package io.millrace.bench.loaded;

import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.connector.nexmark.NexmarkConfig;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Events in order as batches with all columns, kept until the process ends. <b>Threading:</b> any thread. */
public final class LoadedEvents {
    private record Key(NexmarkConfig config, EventKind kind) {}

    private static final ConcurrentMap<Key, List<RowBatch>> LOADED = new ConcurrentHashMap<>();

    private LoadedEvents() {}

    public static List<RowBatch> of(NexmarkConfig config, EventKind kind) {
        return LOADED.computeIfAbsent(new Key(config, kind), LoadedEvents::load);
    }

    private static List<RowBatch> load(Key key) {
        Nexmark nexmark = new Nexmark(key.config());
        long step = (long) RowBatch.ROWS_TARGET
                * Nexmark.EVENTS_PER_ROUND
                / key.kind().proportion();
        List<RowBatch> batches = new ArrayList<>();
        for (long from = 0; from < key.config().events(); from += step) {
            batches.add(nexmark.batch(key.kind(), from, from + step));
        }
        return batches;
    }
}
