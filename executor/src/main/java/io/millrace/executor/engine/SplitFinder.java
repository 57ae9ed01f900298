package io.millrace.executor.engine;

import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.source.BarrierCommand.NewSplit;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for new splits (files, partitions) of sources that grow; what is found is read behind the query's next barrier.
 *
 * <p><b>Threading:</b> the conductor; sources are asked on an I/O thread.
 */
final class SplitFinder {
    private static final Logger LOG = LoggerFactory.getLogger(SplitFinder.class);
    private static final long INTERVAL_MILLIS = 500;

    private final EngineState state;

    SplitFinder(EngineState state) {
        this.state = state;
    }

    void start() {
        state.scheduler.after(INTERVAL_MILLIS, () -> state.conductor.execute(this::look));
    }

    private record Scan(ManagedQuery query, ConnectorScan node, Source source) {}

    private void look() {
        if (state.closing) {
            return;
        }
        List<Scan> growing = new ArrayList<>();
        for (ManagedQuery query : state.queries.values()) {
            if (query.running() && query.spec.continuous() && query.replay.isEmpty()) {
                for (PhysicalNode node : query.spec.plan().nodes()) {
                    if (node instanceof ConnectorScan scan && !scan.finite()) {
                        Source source = QueryStart.source(scan, state::connector);
                        if (source.boundedness() == Source.Boundedness.GROWING) {
                            growing.add(new Scan(query, scan, source));
                        }
                    }
                }
            }
        }
        if (growing.isEmpty()) {
            start();
        } else {
            state.scheduler.io(() -> ask(growing));
        }
    }

    private void ask(List<Scan> growing) {
        for (Scan scan : growing) {
            try {
                List<Split> splits = scan.source().splits();
                state.conductor.execute(() -> found(scan, splits));
            } catch (MillraceException e) {
                LOG.warn("query {}: cannot look for new input: {}", scan.query().name(), e.getMessage());
            }
        }
        start();
    }

    private void found(Scan scan, List<Split> splits) {
        ManagedQuery query = scan.query();
        RunningQuery running = query.running;
        if (running == null || !query.running()) {
            return;
        }
        String node = scan.node().id().value();
        List<NewSplit> waiting = query.foundSplits.computeIfAbsent(node, id -> new ArrayList<>());
        for (Split split : splits) {
            boolean known = running.reads(node, split.id())
                    || waiting.stream().anyMatch(one -> one.split().id().equals(split.id()));
            if (!known) {
                waiting.add(new NewSplit(split, reached(running, node)));
            }
        }
    }

    /** Event time the scan had reached at its last cut. */
    private static long reached(RunningQuery running, String node) {
        QueryCut cut = running.lastCut();
        if (cut == null) {
            return Long.MIN_VALUE;
        }
        return cut.splits().stream()
                .filter(split -> split.scan().equals(node) && !split.idle() && !split.ended())
                .mapToLong(SplitCut::watermarkMicros)
                .min()
                .orElse(Long.MIN_VALUE);
    }
}
