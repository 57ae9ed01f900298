package io.millrace.executor.expression.function;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.WideColumn;

/** What is inside nested values. A position is one of the child columns, {@link #NOWHERE} if there is no such element. */
public final class Elements {
    public static final int NOWHERE = -1;

    private Elements() {}

    /** Where an element of an array lies. @param index from 1 */
    public static int at(Nested array, long index) {
        return index < 1 || index > array.length() ? NOWHERE : array.start() + (int) index - 1;
    }

    /** Where the entry of a map lies. @param key an array of the key alone */
    public static int find(Nested map, Nested key) {
        Column keys = map.column().child(0);
        Column wanted = key.column().child(0);
        int position = key.start();
        if (wanted.isNull(position)) {
            return NOWHERE;
        }
        int low = map.start();
        int high = map.end() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = keys.compare(middle, wanted, position);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NOWHERE;
    }

    public static boolean isNull(Nested nested, int child, int position) {
        return position == NOWHERE || nested.column().child(child).isNull(position);
    }

    public static int intAt(Nested nested, int child, int position) {
        return ((IntColumn) nested.column().child(child)).values()[position];
    }

    public static long longAt(Nested nested, int child, int position) {
        return ((LongColumn) nested.column().child(child)).values()[position];
    }

    public static double doubleAt(Nested nested, int child, int position) {
        return ((DoubleColumn) nested.column().child(child)).values()[position];
    }

    public static void bytesAt(Nested nested, int child, int position, Slice out) {
        BytesColumn bytes = (BytesColumn) nested.column().child(child);
        out.set(bytes.data(), bytes.start(position), bytes.start(position) + bytes.length(position));
    }

    public static void wideAt(Nested nested, int child, int position, Wide out) {
        WideColumn wides = (WideColumn) nested.column().child(child);
        out.set(wides.high()[position], wides.low()[position]);
    }

    public static void nestedAt(Nested nested, int child, int position, Nested out) {
        out.set((NestedColumn) nested.column().child(child), position);
    }

    public static boolean equal(Nested a, Nested b) {
        return a.column().same(a.row(), b.column(), b.row());
    }

    public static int compare(Nested a, Nested b) {
        return a.column().compare(a.row(), b.column(), b.row());
    }
}
