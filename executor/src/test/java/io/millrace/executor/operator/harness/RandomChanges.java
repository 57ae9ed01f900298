package io.millrace.executor.operator.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of a relation, epoch by epoch, and what it holds. A delete may come before its insert in an epoch, at a
 * barrier no count is negative.
 */
public final class RandomChanges {
    private final Random random;
    private final boolean deletes;
    private final Supplier<List<@Nullable Object>> rows;
    private final Map<List<@Nullable Object>, Integer> relation = new HashMap<>();

    public RandomChanges(Random random, boolean deletes, Supplier<List<@Nullable Object>> rows) {
        this.random = random;
        this.deletes = deletes;
        this.rows = rows;
    }

    /** Changes of one epoch, applied to {@link #relation}. */
    public List<Change> next(int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<List<@Nullable Object>> present = List.copyOf(relation.keySet());
            boolean isDelete = deletes && !present.isEmpty() && random.nextInt(100) < 45;
            List<@Nullable Object> row = isDelete ? present.get(random.nextInt(present.size())) : rows.get();
            changes.add(new Change(isDelete ? -1 : 1, row));
            relation.merge(row, isDelete ? -1 : 1, Integer::sum);
            relation.values().removeIf(copies -> copies == 0);
        }
        if (deletes) {
            Collections.shuffle(changes, random);
        }
        return changes;
    }

    /** Deletes everything. */
    public List<Change> clear() {
        List<Change> changes = new ArrayList<>();
        relation.forEach((row, copies) -> changes.addAll(Collections.nCopies(copies, new Change(-1, row))));
        relation.clear();
        return changes;
    }

    /** Rows with their numbers of copies. */
    public Map<List<@Nullable Object>, Integer> relation() {
        return relation;
    }

    /** What leads from one relation to another. */
    public static List<Change> difference(
            Map<List<@Nullable Object>, Integer> from, Map<List<@Nullable Object>, Integer> to) {
        List<Change> changes = new ArrayList<>();
        from.forEach((row, copies) -> changes.addAll(Collections.nCopies(copies, new Change(-1, row))));
        to.forEach((row, copies) -> changes.addAll(Collections.nCopies(copies, new Change(1, row))));
        return changes;
    }
}
