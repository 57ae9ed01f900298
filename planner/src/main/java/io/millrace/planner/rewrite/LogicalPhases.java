package io.millrace.planner.rewrite;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilder;

/** The phases of rewriting, in their order. */
public final class LogicalPhases {
    private LogicalPhases() {}

    /** The same relation, without sub-queries, with conditions and columns where they belong. */
    public static RelNode rewrite(RelNode rel, RelBuilder.Config config) {
        Recursions.check(rel);
        RelNode flat = new UnnestRewrite(rel.getCluster().getRexBuilder()).rewrite(rel);
        RelNode joined = new SubQueryRemoval(rel.getCluster().getRexBuilder()).remove(flat);
        RelNode nearest = new AsofJoins(rel.getCluster().getRexBuilder()).rewrite(joined);
        RelNode windows = new OverExtraction(rel.getCluster().getRexBuilder()).rewrite(nearest);
        RelNode pushed = new FilterPushDown().push(windows);
        RelNode ordered = new JoinOrder().rewrite(pushed);
        RelBuilder builder =
                RelFactories.LOGICAL_BUILDER.create(ordered.getCluster(), null).transform(ignored -> config);
        return new ColumnTrimmer(builder).trim(ordered);
    }
}
