package io.millrace.server.cli.shell;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.jdbc.value.ArrayValue;
import io.millrace.jdbc.value.StructValue;
import io.millrace.jdbc.value.Texts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** ARRAY, MAP and ROW as JSON: an array, and objects by key and by name. */
final class NestedJson {
    private NestedJson() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof ArrayValue array) {
            return of(array.values());
        } else if (value instanceof List<?> list) {
            return list.stream().map(NestedJson::of).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(Texts.of(entry.getKey())) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof StructValue struct) {
            return IntStream.range(0, struct.values().size())
                    .mapToObj(i -> quoted(struct.names().get(i)) + ":"
                            + of(struct.values().get(i)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        boolean bare = value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof Number number && Double.isFinite(number.doubleValue());
        return bare ? Texts.of(value) : quoted(Texts.of(value));
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
