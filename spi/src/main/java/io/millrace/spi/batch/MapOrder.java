package io.millrace.spi.batch;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Puts the entries of a MAP under construction in the order of their keys, so that equal maps lie equal. */
final class MapOrder {
    private MapOrder() {}

    /** @param start where the entries begin in the children of the builder; they go on to {@code end} */
    static void settle(ColumnBuilder.OfNested map, int start, int end) {
        Column keys = map.child(0).peek();
        boolean ordered = true;
        for (int i = start; i < end; i++) {
            if (keys.isNull(i)) {
                throw new MillraceException(SqlState.NULL_NOT_ALLOWED, "a key of a MAP is NULL");
            }
            ordered &= i == start || keys.compare(i - 1, keys, i) < 0;
        }
        if (!ordered) {
            sort(map, keys, start, end);
        }
    }

    private static void sort(ColumnBuilder.OfNested map, Column keys, int start, int end) {
        Integer[] order = IntStream.range(start, end).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> keys.compare(a, keys, b));
        for (int i = 1; i < order.length; i++) {
            if (keys.compare(order[i - 1], keys, order[i]) == 0) {
                throw new MillraceException(SqlState.INVALID_PARAMETER, "a key of a MAP stands there twice");
            }
        }
        int[] positions = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        for (int child = 0; child < map.childCount(); child++) {
            ColumnBuilder builder = map.child(child);
            ColumnBuilder sorted = builder.another();
            sorted.appendAll(builder.peek(), positions, positions.length);
            Column entries = sorted.build();
            builder.truncate(start);
            for (int i = 0; i < positions.length; i++) {
                builder.appendFrom(entries, i);
            }
        }
    }
}
