package io.millrace.jdbc.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that says its own type: {@code ["DATE", 19723]}. Parameters travel so, and what is inside arrays, rows and maps,
 * since there the receiver has no column to tell it the type.
 */
public final class WireValue {
    private WireValue() {}

    public static @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        WireType type = WireType.of(value);
        List<@Nullable Object> pair = new ArrayList<>(2);
        pair.add(type.name());
        pair.add(type.encode(value));
        return pair;
    }

    /** What {@link #encode} was given; a bare value (from another Avatica client) stays as it is. */
    public static @Nullable Object decode(@Nullable Object wire) {
        if (wire instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String type) {
            return WireType.valueOf(type).decode(pair.get(1));
        }
        return wire;
    }

    static List<@Nullable Object> encodeAll(List<?> values) {
        List<@Nullable Object> encoded = new ArrayList<>(values.size());
        values.forEach(value -> encoded.add(encode(value)));
        return encoded;
    }

    /** A map as the list of its keys and values in turn, since JSON knows only strings as keys. */
    static List<@Nullable Object> encodeAll(Map<?, ?> map) {
        List<@Nullable Object> encoded = new ArrayList<>(map.size() * 2);
        map.forEach((key, value) -> {
            encoded.add(encode(key));
            encoded.add(encode(value));
        });
        return encoded;
    }

    static List<@Nullable Object> decodeList(List<?> wire) {
        List<@Nullable Object> values = new ArrayList<>(wire.size());
        wire.forEach(value -> values.add(decode(value)));
        return values;
    }

    static Map<@Nullable Object, @Nullable Object> decodeMap(List<?> wire) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < wire.size(); i += 2) {
            map.put(decode(wire.get(i)), decode(wire.get(i + 1)));
        }
        return map;
    }
}
