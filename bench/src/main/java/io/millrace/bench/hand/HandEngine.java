package io.millrace.bench.hand;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.engine.Stopwatch;
import io.millrace.bench.loaded.LoadedEvents;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.Map;

/** Loops over loaded bids, one for each query: no SQL, no state that survives, one thread. */
public final class HandEngine implements Engine {
    /** @param settings none are known */
    public HandEngine(Map<String, String> settings) {
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("a loop has no settings: " + settings);
        }
    }

    @Override
    public String version() {
        return "loops in Java written for each query";
    }

    @Override
    public String settings() {
        return "one thread, no checkpoints";
    }

    @Override
    public Run run(NexmarkQuery query, Load load) {
        List<RowBatch> bids = LoadedEvents.of(load.config(), EventKind.BID);
        Stopwatch watch = Stopwatch.start();
        BidLoop loop = loop(query.name(), load.compared());
        for (RowBatch batch : bids) {
            loop.add(new Bids(batch));
        }
        loop.end();
        return new Run(
                load.rows(query),
                true,
                watch.seconds(),
                watch.cpuSeconds(),
                loop.result().rows(),
                loop.result().checksum(),
                List.of());
    }

    private static BidLoop loop(String query, boolean roundsAverages) {
        return switch (query) {
            case "q0" -> new RowLoops.PassThrough();
            case "q1" -> new RowLoops.Currency();
            case "q2" -> new RowLoops.Selection();
            case "q5" -> new HotItemsLoop();
            case "q7" -> new HighestBidLoop();
            case "q17" -> new AuctionStatisticsLoop(roundsAverages);
            default -> throw new UnsupportedOperationException("nobody has written a loop for " + query);
        };
    }

    @Override
    public void close() {}
}
