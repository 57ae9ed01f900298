package io.millrace.executor.operator.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of Java values and its weight. */
public record Change(int weight, List<@Nullable Object> values) {
    public static Change insert(@Nullable Object... values) {
        return new Change(1, new ArrayList<>(Arrays.asList(values)));
    }

    public static Change delete(@Nullable Object... values) {
        return new Change(-1, new ArrayList<>(Arrays.asList(values)));
    }

    public Change negated() {
        return new Change(-weight, values);
    }

    @Override
    public String toString() {
        return (weight > 0 ? "+" : "-") + values;
    }
}
