package io.millrace.campaign.crash;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements that build what is killed, and what DuckDB says to each view. */
final class CrashTables {
    /** By name: what is read of the view, and the same as DuckDB computes it. */
    static final Map<String, Answers> VIEWS = views();

    private static final String WINDOW_COLUMNS = "window_start, window_end, k, COUNT(*) AS n, SUM(v) AS total";
    private static final String WINDOWS = "SELECT %s" + WINDOW_COLUMNS
            + " FROM TABLE(TUMBLE(TABLE event, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, k";

    private CrashTables() {}

    /**
     * How a view is read and what must come of it.
     *
     * @param expected over tables {@code event} and {@code entry}
     */
    record Answers(String read, String expected) {}

    static List<String> statements(Path events, Path sinks) {
        String files = "'connector' = 'filesystem', 'format' = 'json', 'path' = '";
        return List.of(
                "SET parallelism = 2",
                "CREATE TABLE event (id BIGINT NOT NULL, k INTEGER NOT NULL, v BIGINT NOT NULL, ts TIMESTAMP NOT NULL,"
                        + " WATERMARK FOR ts AS ts) WITH (" + files + events + "', 'monitor-interval' = '20 ms')",
                "CREATE TABLE entry (id BIGINT PRIMARY KEY, event BIGINT NOT NULL, amount BIGINT NOT NULL)",
                "CREATE TABLE marker (n BIGINT PRIMARY KEY)",
                "CREATE MATERIALIZED VIEW totals WITH ('state.backend' = 'memory') AS"
                        + " SELECT k, COUNT(*) AS n, SUM(v) AS total FROM event GROUP BY k",
                "CREATE MATERIALIZED VIEW booked AS SELECT e.id, e.v, n.amount FROM entry AS n JOIN event AS e"
                        + " ON n.event = e.id",
                "CREATE MATERIALIZED VIEW booked_totals AS SELECT COUNT(*) AS n, SUM(amount) AS amount FROM booked",
                "CREATE MATERIALIZED VIEW best WITH ('state.backend' = 'filesystem') AS SELECT k, id, v FROM (SELECT k, id, v,"
                        + " ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) AS place FROM event) WHERE place <= 3",
                "CREATE MATERIALIZED VIEW windows AS " + String.format(WINDOWS, ""),
                "CREATE MATERIALIZED VIEW sessions WITH ('checkpoint.incremental' = 'false') AS SELECT "
                        + WINDOW_COLUMNS
                        + " FROM TABLE(SESSION(TABLE event PARTITION BY k, DESCRIPTOR(ts), INTERVAL '3.05' SECOND))"
                        + " GROUP BY window_start, window_end, k",
                "CREATE MATERIALIZED VIEW rises AS SELECT k, first_id, steps FROM event MATCH_RECOGNIZE (PARTITION BY k"
                        + " ORDER BY ts MEASURES FIRST(low.id) AS first_id, COUNT(*) AS steps"
                        + " AFTER MATCH SKIP PAST LAST ROW PATTERN (low up{3,}) DEFINE up AS up.v > PREV(up.v))",
                "CREATE TABLE copied (id BIGINT, k INTEGER, v BIGINT) WITH (" + files + sinks.resolve("copied") + "')",
                "CREATE PIPELINE copy AS INSERT INTO copied SELECT STREAM id, k, v FROM event",
                "CREATE TABLE window_files (window_start TIMESTAMP, window_end TIMESTAMP, k INTEGER, n BIGINT,"
                        + " total BIGINT) WITH (" + files + sinks.resolve("windows") + "')",
                "CREATE PIPELINE keep_windows AS INSERT INTO window_files " + String.format(WINDOWS, "STREAM "));
    }

    /** The view that is made and dropped in some rounds. */
    static String passing(int round) {
        return "CREATE MATERIALIZED VIEW passing_" + round
                + " AS SELECT k, MAX(v) AS v, COUNT(*) AS n FROM event GROUP BY k";
    }

    static final String PASSING = "SELECT k, MAX(v), COUNT(*) FROM event GROUP BY k";

    private static Map<String, Answers> views() {
        Map<String, Answers> views = new LinkedHashMap<>();
        views.put("totals", new Answers("SELECT * FROM totals", "SELECT k, COUNT(*), SUM(v) FROM event GROUP BY k"));
        views.put(
                "booked",
                new Answers(
                        "SELECT * FROM booked",
                        "SELECT e.id, e.v, n.amount FROM entry AS n JOIN event AS e ON n.event = e.id"));
        views.put(
                "booked_totals",
                new Answers(
                        "SELECT * FROM booked_totals",
                        "SELECT COUNT(*), SUM(amount) FROM entry AS n JOIN event AS e ON n.event = e.id"));
        views.put(
                "best",
                new Answers(
                        "SELECT * FROM best",
                        "SELECT k, id, v FROM event"
                                + " QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) <= 3"));
        views.put("windows", new Answers("SELECT * FROM windows", windowsUpTo("(SELECT MAX(ts) FROM event)")));
        views.put("sessions", new Answers("SELECT * FROM sessions", sessions()));
        views.put("rises", new Answers("SELECT * FROM rises", rises()));
        return views;
    }

    /** The windows that end at a time at the latest. */
    static String windowsUpTo(String time) {
        return "SELECT make_timestamp(w * 10000000) AS window_start, make_timestamp((w + 1) * 10000000) AS window_end,"
                + " k, COUNT(*) AS n, SUM(v) AS total FROM (SELECT *, epoch_us(ts) // 10000000 AS w FROM event)"
                + " GROUP BY w, k HAVING make_timestamp((w + 1) * 10000000) <= " + time;
    }

    private static String sessions() {
        String gap = "INTERVAL 3050 MILLISECONDS";
        return "WITH marked AS (SELECT *, CASE WHEN ts - LAG(ts) OVER (PARTITION BY k ORDER BY ts) < " + gap
                + " THEN 0 ELSE 1 END AS begins FROM event WHERE k >= 0), numbered AS (SELECT *, SUM(begins) OVER"
                + " (PARTITION BY k ORDER BY ts) AS s FROM marked) SELECT MIN(ts), MAX(ts) + " + gap
                + ", k, COUNT(*), SUM(v) FROM numbered GROUP BY k, s UNION ALL "
                // Events of nobody come in pairs of one time, each its own session.
                + "SELECT ts, ts + " + gap + ", k, COUNT(*), SUM(v) FROM event WHERE k < 0 GROUP BY ts, k"
                + " HAVING ts + " + gap + " <= (SELECT MAX(ts) FROM event)";
    }

    /** The longest runs that rise; the last run of a key is not over yet. */
    private static String rises() {
        return "WITH marked AS (SELECT *, CASE WHEN v > LAG(v) OVER (PARTITION BY k ORDER BY ts, id) THEN 0 ELSE 1 END AS"
                + " begins FROM event WHERE k >= 0), numbered AS (SELECT *, SUM(begins) OVER (PARTITION BY k ORDER BY ts,"
                + " id) AS run FROM marked), newest AS (SELECT k, MAX(run) AS run FROM numbered GROUP BY k)"
                + " SELECT n.k, MIN(n.id), COUNT(*) FROM numbered AS n JOIN newest ON n.k = newest.k AND n.run <"
                + " newest.run GROUP BY n.k, n.run HAVING COUNT(*) >= 4";
    }
}
