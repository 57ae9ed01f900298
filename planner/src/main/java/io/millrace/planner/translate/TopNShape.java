package io.millrace.planner.translate;

import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TopN;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes up a TopN, besides its input.
 *
 * @param limit −1 for none
 * @param rankName name of the column with the rank, null if it is not given
 */
record TopNShape(
        List<Integer> partition,
        List<SortKey> order,
        TopN.Rank rank,
        long offset,
        long limit,
        @Nullable String rankName) {}
