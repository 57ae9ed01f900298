package io.millrace.executor.operator.harness;

import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random changes of rows (window start, window end, key, value): on time, or late by no more than is allowed. */
public final class RandomWindows {
    public static final RowType TYPE =
            Plans.row(Plans.BIGINT.notNull(), Plans.BIGINT.notNull(), Plans.VARCHAR, Plans.BIGINT);
    private static final long SIZE = 10;

    private final Random random;
    private final boolean deletes;
    private final Map<List<@Nullable Object>, Integer> relation = new HashMap<>();

    public RandomWindows(Random random, boolean deletes) {
        this.random = random;
        this.deletes = deletes;
    }

    /** The node the rows come from. */
    public static PhysicalNode input(boolean deletes) {
        EventTimeColumn[] times = {
            new EventTimeColumn(0, Bound.WINDOW_START, SIZE), new EventTimeColumn(1, Bound.WINDOW_END, SIZE)
        };
        return deletes ? Plans.updating(TYPE, times) : Plans.appending(TYPE, times);
    }

    /** Changes of one epoch, of windows that end behind that time. */
    public List<Change> next(int count, long settled) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<List<@Nullable Object>> open =
                    relation.keySet().stream().filter(row -> end(row) > settled).toList();
            boolean isDelete = deletes && !open.isEmpty() && random.nextInt(100) < 40;
            List<@Nullable Object> row = isDelete ? open.get(random.nextInt(open.size())) : row(settled);
            changes.add(new Change(isDelete ? -1 : 1, row));
            relation.merge(row, isDelete ? -1 : 1, Integer::sum);
            relation.values().removeIf(copies -> copies == 0);
        }
        if (deletes) {
            Collections.shuffle(changes, random);
        }
        return changes;
    }

    private List<@Nullable Object> row(long settled) {
        long end = (settled / 5 + 1 + random.nextInt(5)) * 5;
        List<@Nullable Object> row = new ArrayList<>(List.of(end - SIZE, end));
        row.add(random.nextInt(8) == 0 ? null : "k" + random.nextInt(2));
        row.add(random.nextInt(8) == 0 ? null : (long) random.nextInt(6));
        return row;
    }

    public static long end(List<@Nullable Object> row) {
        return row.get(1) instanceof Long end ? end : Long.MAX_VALUE;
    }

    /** The rows of windows that have ended by then, each as often as it is there. */
    public List<List<@Nullable Object>> ended(long watermark) {
        List<List<@Nullable Object>> ended = new ArrayList<>();
        relation.forEach((row, copies) -> {
            if (end(row) <= watermark) {
                ended.addAll(Collections.nCopies(copies, row));
            }
        });
        return ended;
    }
}
