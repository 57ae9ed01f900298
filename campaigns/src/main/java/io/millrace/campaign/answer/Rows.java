package io.millrace.campaign.answer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A multiset of rows of any engine. Numbers are compared by value, whatever their type; in a column where either side has a
 * floating-point number, up to one part in a billion.
 */
public final class Rows {
    private static final double TOLERANCE = 1e-9;
    private static final int EXAMPLES_MAX = 3;

    private final List<@Nullable Object[]> rows;

    private Rows(List<@Nullable Object[]> rows) {
        this.rows = rows;
    }

    /** All rows of a result from here on. */
    public static Rows read(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(row(result, columns));
        }
        return new Rows(rows);
    }

    static Rows of(List<@Nullable Object[]> rows) {
        return new Rows(rows);
    }

    /** The first columns of the row that a result is at. */
    static @Nullable Object[] row(ResultSet result, int columns) throws SQLException {
        @Nullable Object[] row = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = normal(result.getObject(i + 1));
        }
        return row;
    }

    public int count() {
        return rows.size();
    }

    /** With one more column, the number of the row, so that order counts too. */
    public Rows numbered() {
        List<@Nullable Object[]> numbered = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            @Nullable Object[] longer = Arrays.copyOf(row, row.length + 1);
            longer[row.length] = String.format("%09d", numbered.size());
            numbered.add(longer);
        }
        return new Rows(numbered);
    }

    /** Whether a row of the others is not there, or not as often. */
    public boolean lacks(Rows others) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(Arrays.toString(row), 1, Integer::sum));
        return others.rows.stream().anyMatch(row -> counts.merge(Arrays.toString(row), -1, Integer::sum) < 0);
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        } else if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        } else if (value instanceof BigInteger integer) {
            return new BigDecimal(integer).stripTrailingZeros();
        } else if (value instanceof Number number) {
            return new BigDecimal(number.longValue()).stripTrailingZeros();
        } else if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        } else if (value instanceof Date date) {
            return date.toLocalDate();
        }
        return value;
    }

    /** How these rows differ from the expected ones, with examples; empty if they do not. */
    public Optional<String> difference(Rows expected) {
        int columns = rows.isEmpty() ? (expected.rows.isEmpty() ? 0 : expected.rows.get(0).length) : rows.get(0).length;
        boolean[] approximate = new boolean[columns];
        markApproximate(rows, approximate);
        markApproximate(expected.rows, approximate);
        List<@Nullable Object[]> mine = sorted(rows, approximate);
        List<@Nullable Object[]> theirs = sorted(expected.rows, approximate);
        Comparator<@Nullable Object[]> order = order(approximate);
        List<String> examples = new ArrayList<>();
        int i = 0;
        int j = 0;
        while ((i < mine.size() || j < theirs.size()) && examples.size() < EXAMPLES_MAX) {
            int side = i == mine.size() ? 1 : j == theirs.size() ? -1 : order.compare(mine.get(i), theirs.get(j));
            if (side == 0 && close(mine.get(i), theirs.get(j), approximate)) {
                i++;
                j++;
            } else if (side == 0) {
                examples.add("found " + Arrays.toString(mine.get(i++)) + " for " + Arrays.toString(theirs.get(j++)));
            } else {
                examples.add(
                        side < 0
                                ? "too much: " + Arrays.toString(mine.get(i++))
                                : "missing: " + Arrays.toString(theirs.get(j++)));
            }
        }
        return examples.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.size() + " rows instead of " + expected.rows.size() + "; " + examples);
    }

    private static void markApproximate(List<@Nullable Object[]> rows, boolean[] approximate) {
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < Math.min(row.length, approximate.length); i++) {
                approximate[i] |= row[i] instanceof Double;
            }
        }
    }

    private static List<@Nullable Object[]> sorted(List<@Nullable Object[]> rows, boolean[] approximate) {
        List<@Nullable Object[]> sorted = new ArrayList<>(rows);
        sorted.sort(order(approximate).thenComparing((a, b) -> {
            for (int i = 0; i < approximate.length; i++) {
                int order = approximate[i] ? Double.compare(number(a[i]), number(b[i])) : 0;
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }));
        return sorted;
    }

    /** By the columns that are exact. */
    private static Comparator<@Nullable Object[]> order(boolean[] approximate) {
        return (a, b) -> {
            if (a.length != b.length) {
                return Integer.compare(a.length, b.length);
            }
            for (int i = 0; i < a.length; i++) {
                int order = approximate[i] ? 0 : String.valueOf(a[i]).compareTo(String.valueOf(b[i]));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static boolean close(@Nullable Object[] a, @Nullable Object[] b, boolean[] approximate) {
        for (int i = 0; i < a.length; i++) {
            if (approximate[i]) {
                double x = number(a[i]);
                double y = number(b[i]);
                double most = Math.max(Math.abs(x), Math.abs(y));
                if (Double.compare(x, y) != 0 && !(Math.abs(x - y) <= TOLERANCE * most)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
