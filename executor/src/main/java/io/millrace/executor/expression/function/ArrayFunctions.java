package io.millrace.executor.expression.function;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Functions of arrays and maps. A single value among the arguments is an array of that value alone, so that none of these is
 * written for each type of element. Elements are the same if they are in GROUP BY: NULL is the same as NULL.
 */
public final class ArrayFunctions {
    private static final long SERIES_MAX = 10_000_000;

    private ArrayFunctions() {}

    /** Appends the elements of an array to one under construction. */
    public static void append(Nested array, Nested out) {
        append(array, array.start(), array.end(), out.open().child(0));
    }

    private static void append(Nested array, int from, int to, ColumnBuilder out) {
        Column elements = array.column().child(0);
        for (int position = from; position < to; position++) {
            out.appendFrom(elements, position);
        }
    }

    /** Where an element is, as a position in the child column. */
    private static int find(Nested array, Nested value) {
        Column elements = array.column().child(0);
        Column wanted = value.column().child(0);
        for (int position = array.start(); position < array.end(); position++) {
            if (elements.same(position, wanted, value.start())) {
                return position;
            }
        }
        return Elements.NOWHERE;
    }

    /** From 1, 0 where there is none. */
    public static int position(Nested array, Nested value) {
        int position = find(array, value);
        return position == Elements.NOWHERE ? 0 : position - array.start() + 1;
    }

    /** As {@code value = ANY(array)}: 1 for TRUE, 0 for FALSE, −1 for NULL. */
    public static int contains(Nested array, Nested value) {
        if (array.length() == 0) {
            return 0;
        } else if (value.column().child(0).isNull(value.start())) {
            return -1;
        } else if (find(array, value) != Elements.NOWHERE) {
            return 1;
        }
        return hasNull(array) ? -1 : 0;
    }

    private static boolean hasNull(Nested array) {
        Column elements = array.column().child(0);
        for (int position = array.start(); position < array.end(); position++) {
            if (elements.isNull(position)) {
                return true;
            }
        }
        return false;
    }

    /** Without the elements that are the same as the value. */
    public static void remove(Nested array, Nested value, Nested out) {
        Column elements = array.column().child(0);
        ColumnBuilder kept = out.begin().child(0);
        for (int position = array.start(); position < array.end(); position++) {
            if (!elements.same(position, value.column().child(0), value.start())) {
                kept.appendFrom(elements, position);
            }
        }
        out.built();
    }

    /** Each element once, where it first stands. */
    public static void distinct(Nested array, Nested out) {
        Column elements = array.column().child(0);
        int[] order = sorted(array, comparator(elements));
        boolean[] repeats = new boolean[order.length];
        for (int i = 1; i < order.length; i++) {
            repeats[order[i] - array.start()] = elements.same(order[i - 1], elements, order[i]);
        }
        ColumnBuilder kept = out.begin().child(0);
        for (int i = 0; i < repeats.length; i++) {
            if (!repeats[i]) {
                kept.appendFrom(elements, array.start() + i);
            }
        }
        out.built();
    }

    /** Ascending, NULL last. */
    public static void sort(Nested array, Nested out) {
        Column elements = array.column().child(0);
        int[] order = sorted(array, comparator(elements));
        out.begin().child(0).appendAll(elements, order, order.length);
        out.built();
    }

    /** Stable: of the same elements the one that stands first is first. */
    private static int[] sorted(Nested array, Comparator<Integer> order) {
        return IntStream.range(array.start(), array.end())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Comparator<Integer> comparator(Column elements) {
        return (a, b) -> {
            boolean aNull = elements.isNull(a);
            boolean bNull = elements.isNull(b);
            return aNull || bNull ? Boolean.compare(aNull, bNull) : elements.compare(a, elements, b);
        };
    }

    public static void reverse(Nested array, Nested out) {
        ColumnBuilder reversed = out.begin().child(0);
        for (int position = array.end() - 1; position >= array.start(); position--) {
            reversed.appendFrom(array.column().child(0), position);
        }
        out.built();
    }

    /** Elements from one index to another, both from 1 and included; what is outside is left out. */
    public static void slice(Nested array, int from, int to, Nested out) {
        int first = Math.max(from, 1);
        int last = Math.min(to, array.length());
        append(
                array,
                array.start() + first - 1,
                Math.max(array.start() + last, array.start() + first - 1),
                out.begin().child(0));
        out.built();
    }

    /** Texts with a delimiter between them; NULLs are left out. */
    public static void join(Nested texts, Slice delimiter, Slice out) {
        join(texts, delimiter, false, delimiter, out);
    }

    /** Texts with a delimiter between them; another text stands for NULL. */
    public static void join(Nested texts, Slice delimiter, Slice nullText, Slice out) {
        join(texts, delimiter, true, nullText, out);
    }

    private static void join(Nested texts, Slice delimiter, boolean nulls, Slice nullText, Slice out) {
        BytesColumn elements = (BytesColumn) texts.column().child(0);
        out.clear();
        boolean first = true;
        for (int position = texts.start(); position < texts.end(); position++) {
            boolean isNull = elements.isNull(position);
            if (isNull && !nulls) {
                continue;
            }
            if (!first) {
                out.append(delimiter);
            }
            first = false;
            if (isNull) {
                out.append(nullText);
            } else {
                out.append(elements.data(), elements.start(position), elements.length(position));
            }
        }
    }

    /**
     * Numbers, or times in microseconds, from the first on and not beyond the last.
     *
     * @throws MillraceException 22023 if the step is 0; 53400 if there are more than {@link #SERIES_MAX}
     */
    public static void series(long first, long last, long step, Nested out) {
        if (step == 0) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, "the step of generate_series is not 0");
        }
        ColumnBuilder.OfLong values = (ColumnBuilder.OfLong) out.begin().child(0);
        boolean empty = step > 0 ? first > last : first < last;
        if (!empty) {
            long steps = Long.divideUnsigned(
                    step > 0 ? last - first : first - last, step == Long.MIN_VALUE ? step : Math.abs(step));
            if (Long.compareUnsigned(steps, SERIES_MAX) >= 0) {
                throw new MillraceException(
                        SqlState.CONFIGURATION_LIMIT, "generate_series gives at most " + SERIES_MAX + " values");
            }
            for (long i = 0; i <= steps; i++) {
                values.append(first + i * step);
            }
        }
        out.built();
    }

    /** The parts between delimiters; of an empty text none, with an empty delimiter the text itself. */
    public static void split(Slice text, Slice delimiter, Nested out) {
        ColumnBuilder.OfBytes parts = (ColumnBuilder.OfBytes) out.begin().child(0);
        if (text.length() > 0) {
            int start = text.from();
            if (delimiter.length() > 0) {
                for (int i = text.from(); i <= text.to() - delimiter.length(); i++) {
                    if (Arrays.equals(
                            text.data(),
                            i,
                            i + delimiter.length(),
                            delimiter.data(),
                            delimiter.from(),
                            delimiter.to())) {
                        parts.append(text.data(), start, i - start);
                        start = i + delimiter.length();
                        i = start - 1;
                    }
                }
            }
            parts.append(text.data(), start, text.to() - start);
        }
        out.built();
    }

    /** The map of an array of rows of a key and a value. */
    public static void mapOf(Nested entries, Nested out) {
        NestedColumn rows = (NestedColumn) entries.column().child(0);
        ColumnBuilder.OfNested map = out.begin();
        for (int position = entries.start(); position < entries.end(); position++) {
            map.child(0).appendFrom(rows.child(0), position);
            map.child(1).appendFrom(rows.child(1), position);
        }
        out.built();
    }

    /** @param child 0 for the keys, 1 for the values */
    public static void children(Nested map, int child, Nested out) {
        ColumnBuilder values = out.begin().child(0);
        for (int position = map.start(); position < map.end(); position++) {
            values.appendFrom(map.column().child(child), position);
        }
        out.built();
    }

    /** The text of a nested value whose children are text: {@code [a, b]}, {@code {k=v}}, {@code (a, b)}. */
    public static void text(Nested texts, Slice out) {
        TypeKind kind = texts.column().kind();
        String brackets = kind == TypeKind.ARRAY ? "[]" : kind == TypeKind.MAP ? "{}" : "()";
        StringBuilder text = new StringBuilder().append(brackets.charAt(0));
        for (int position = texts.start(); position < texts.end(); position++) {
            for (int child = 0; child < texts.column().childCount(); child++) {
                boolean first = child == 0 && position == texts.start();
                text.append(first ? "" : kind == TypeKind.MAP && child == 1 ? "=" : ", ");
                BytesColumn bytes = (BytesColumn) texts.column().child(child);
                text.append(
                        bytes.isNull(position)
                                ? "null"
                                : new String(
                                        bytes.data(),
                                        bytes.start(position),
                                        bytes.length(position),
                                        StandardCharsets.UTF_8));
            }
        }
        out.set(text.append(brackets.charAt(1)).toString());
    }
}
