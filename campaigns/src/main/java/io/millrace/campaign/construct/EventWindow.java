package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;

/** The rows of the table with event time, in windows: our table function, and what makes the same of them in DuckDB. */
record EventWindow(Shape shape, int minutes, int steps, String sessionKey) {
    private static final String ORIGIN = "TIMESTAMP '1970-01-01 00:00:00'";

    enum Shape {
        TUMBLE,
        HOP,
        CUMULATE,
        SESSION
    }

    static EventWindow of(Generator generator, Shape shape) {
        int minutes = generator.choices().pick(List.of(10, 5, 20));
        String key = generator.choices().pick(List.of("x", "s", ""));
        return new EventWindow(shape, minutes, 2 + generator.choices().below(2), shape == Shape.SESSION ? key : "");
    }

    /** In FROM, all rows that there are. */
    String all(String alias) {
        return from(alias, EventTable.NAME, "");
    }

    /** In FROM of a query that gives windows when they have ended. */
    String ended(String alias) {
        return from(alias, EventTable.ON_TIME, " WHERE v.window_end <= " + EventTable.WATERMARK);
    }

    /** The columns of the table. */
    static List<Expr> columns(String alias) {
        return new ArrayList<>(EventTable.PLAIN.as(alias).columns());
    }

    static Expr start(String alias) {
        return new Expr(alias + ".window_start", Type.TIMESTAMP);
    }

    static Expr end(String alias) {
        return new Expr(alias + ".window_end", Type.TIMESTAMP);
    }

    private String from(String alias, String theirTable, String theirCondition) {
        return Dialect.either(
                "TABLE(" + ours() + ") AS " + alias,
                "(SELECT v.* FROM (" + theirs(theirTable) + ") AS v" + theirCondition + ") AS " + alias);
    }

    private String ours() {
        String table = "TABLE e1" + (sessionKey.isEmpty() ? "" : " PARTITION BY " + sessionKey);
        String intervals =
                switch (shape) {
                    case TUMBLE, SESSION -> ours(minutes);
                    case HOP, CUMULATE -> ours(minutes) + ", " + ours(minutes * steps);
                };
        return shape + "(" + table + ", DESCRIPTOR(ts), " + intervals + ")";
    }

    private static String ours(int minutes) {
        return "INTERVAL '" + minutes + "' MINUTE";
    }

    private String theirs(String table) {
        String step = ours(minutes);
        String all = ours(minutes * steps);
        return switch (shape) {
            case TUMBLE -> started(bucket(minutes), step, table + " AS e");
            case HOP ->
                started(bucket(minutes) + " - " + step + " * i.i", all, table + " AS e, range(" + steps + ") AS i(i)");
            case CUMULATE ->
                "SELECT c.* FROM (SELECT e.*, " + bucket(minutes * steps) + " AS window_start, "
                        + bucket(minutes * steps) + " + " + step + " * i.i AS window_end FROM " + table
                        + " AS e, range(1, " + (steps + 1)
                        + ") AS i(i) WHERE e.ts IS NOT NULL) AS c WHERE c.ts < c.window_end";
            case SESSION -> session(table, step);
        };
    }

    private static String bucket(int minutes) {
        return "time_bucket(" + ours(minutes) + ", e.ts, " + ORIGIN + ")";
    }

    private static String started(String start, String length, String from) {
        return "SELECT e.*, " + start + " AS window_start, " + start + " + " + length + " AS window_end FROM " + from
                + " WHERE e.ts IS NOT NULL";
    }

    private String session(String table, String gap) {
        String by = sessionKey.isEmpty() ? "" : "PARTITION BY " + sessionKey;
        String both = sessionKey.isEmpty() ? "PARTITION BY n" : by + ", n";
        return "SELECT s.id, s.x, s.s, s.ts, MIN(ts) OVER (" + both + ") AS window_start, MAX(ts) OVER (" + both
                + ") + " + gap + " AS window_end FROM (SELECT f.*, SUM(f.first) OVER (" + by
                + " ORDER BY ts, f.first DESC ROWS UNBOUNDED PRECEDING) AS n FROM (SELECT e.*, CASE WHEN ts < LAG(ts) OVER ("
                + by
                + " ORDER BY ts) + " + gap + " THEN 0 ELSE 1 END AS first FROM " + table
                + " AS e WHERE ts IS NOT NULL) AS f) AS s";
    }
}
