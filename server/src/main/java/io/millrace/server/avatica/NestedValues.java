package io.millrace.server.avatica;

import io.millrace.jdbc.value.StructValue;
import io.millrace.spi.batch.RowValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is inside ARRAY, MAP and ROW, between the engine's Java values and those of the driver. */
final class NestedValues {
    private NestedValues() {}

    static @Nullable Object toDriver(@Nullable Object value) {
        if (value instanceof RowValue row) {
            return new StructValue(row.names(), all(row.values()));
        } else if (value instanceof List<?> list) {
            return all(list);
        } else if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
            map.forEach((key, mapped) -> converted.put(toDriver(key), toDriver(mapped)));
            return converted;
        }
        return value;
    }

    private static List<@Nullable Object> all(List<?> values) {
        List<@Nullable Object> converted = new ArrayList<>(values.size());
        values.forEach(value -> converted.add(toDriver(value)));
        return converted;
    }
}
