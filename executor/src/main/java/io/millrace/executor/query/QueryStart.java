package io.millrace.executor.query;

import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.relation.SharedView;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a query begins.
 *
 * @param cut the cut it was restored at; null for a new query
 * @param splits of all connector scans, where reading begins
 * @param timeMicros time of the first epoch
 * @param held whether scans read nothing before the first barrier (a replay)
 * @param committedEpoch the epoch of its log up to which its sink has its output already; 0 for none
 * @param rows what nodes have given before, for nodes whose state was taken over from another query; their readers get it first. Views
 *     stay the caller's
 */
public record QueryStart(
        @Nullable QueryCut cut,
        List<SplitCut> splits,
        long timeMicros,
        boolean held,
        long committedEpoch,
        Map<NodeId, SharedView> rows) {
    public QueryStart {
        splits = List.copyOf(splits);
        rows = Map.copyOf(rows);
    }

    public QueryStart(
            @Nullable QueryCut cut, List<SplitCut> splits, long timeMicros, boolean held, long committedEpoch) {
        this(cut, splits, timeMicros, held, committedEpoch, Map.of());
    }

    /** A new query over the splits there are now. Asks the connectors; may block. */
    public static QueryStart fresh(PhysicalPlan plan, Function<String, Connector> connectors, long timeMicros) {
        List<SplitCut> splits = new ArrayList<>();
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof ConnectorScan scan) {
                for (Split split : source(scan, connectors).splits()) {
                    splits.add(
                            new SplitCut(scan.id().value(), split.id(), split.start(), Long.MIN_VALUE, false, false));
                }
            }
        }
        return new QueryStart(null, splits, timeMicros, false, 0);
    }

    /** A new query that repeats logged epochs: its splits are those of the cuts. */
    public static QueryStart replayed(long timeMicros) {
        return new QueryStart(null, List.of(), timeMicros, true, 0);
    }

    /** A query as a checkpoint left it. */
    public static QueryStart restored(QueryCut cut, long timeMicros, boolean held) {
        return new QueryStart(cut, cut.splits(), timeMicros, held, 0);
    }

    /** The same, its output up to an epoch left out. */
    public QueryStart committedUpTo(long epoch) {
        return new QueryStart(cut, splits, timeMicros, held, epoch, rows);
    }

    /** The source a scan reads. */
    public static Source source(ConnectorScan scan, Function<String, Connector> connectors) {
        return connectors
                .apply(scan.connector())
                .source(scan.table())
                .orElseThrow(() -> MillraceException.notSupported(
                        "reading table " + scan.table().name() + " of connector '" + scan.connector() + "'"));
    }
}
