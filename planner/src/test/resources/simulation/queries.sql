-- Queries of time, as views, for the crash simulation of the executor; the plans are there. A line "-- name, limit value …" begins each.
-- tumbling
SELECT k, window_end, COUNT(*) AS n, COUNT(DISTINCT v) AS d FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY k, window_start, window_end;
-- kept, late-rows keep
SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
-- sessions
SELECT k, window_start, window_end, COUNT(*) AS n, MAX(v) AS m FROM TABLE(SESSION(TABLE events PARTITION BY k, DESCRIPTOR(ts), INTERVAL '2' SECOND)) GROUP BY k, window_start, window_end;
-- lenient, allowed-lateness 3
SELECT k, window_end, COUNT(*) AS n, MIN(v) AS m FROM TABLE(HOP(TABLE events, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) GROUP BY k, window_start, window_end;
-- lenient_sessions, allowed-lateness 3
SELECT k, window_start, window_end, COUNT(*) AS n FROM TABLE(SESSION(TABLE events PARTITION BY k, DESCRIPTOR(ts), INTERVAL '2' SECOND)) GROUP BY k, window_start, window_end;
-- near
SELECT a.k, a.v AS one, b.v AS other FROM events a JOIN others b ON a.k = b.k AND b.ts BETWEEN a.ts - INTERVAL '2' SECOND AND a.ts + INTERVAL '1' SECOND;
-- near_or_not
SELECT a.k, a.v AS one, b.v AS other FROM events a LEFT JOIN others b ON a.k = b.k AND a.v < b.v AND b.ts BETWEEN a.ts - INTERVAL '2' SECOND AND a.ts + INTERVAL '1' SECOND;
-- together
SELECT a.k, a.window_end, a.v AS one, b.v AS other FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '5' SECOND)) a LEFT JOIN TABLE(TUMBLE(TABLE others, DESCRIPTOR(ts), INTERVAL '5' SECOND)) b ON a.k = b.k AND a.window_start = b.window_start AND a.window_end = b.window_end;
-- lenient_together, allowed-lateness 3
SELECT a.k, a.window_end, a.v AS one FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '5' SECOND)) a WHERE NOT EXISTS (SELECT 1 FROM TABLE(TUMBLE(TABLE others, DESCRIPTOR(ts), INTERVAL '5' SECOND)) b WHERE a.k = b.k AND a.window_start = b.window_start AND a.window_end = b.window_end);
-- best
SELECT k, window_end, v, place FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, k ORDER BY v DESC) AS place FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))) WHERE place <= 2;
-- lenient_best, allowed-lateness 3
SELECT window_end, v FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND)) QUALIFY RANK() OVER (PARTITION BY window_start, window_end ORDER BY k) <= 1;
-- within_window
SELECT window_end, v, LAG(v) OVER (PARTITION BY window_start, window_end, k ORDER BY ts) AS before FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND));
-- running
SELECT k, v, COUNT(*) OVER (PARTITION BY k ORDER BY ts) AS n, MAX(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS m FROM events;
-- near_in_time
SELECT k, v, SUM(v) OVER (PARTITION BY k ORDER BY ts RANGE BETWEEN INTERVAL '3' SECOND PRECEDING AND INTERVAL '1' SECOND FOLLOWING) AS s, LAG(v) OVER (PARTITION BY k ORDER BY ts) AS before FROM events;
-- near_by_window
SELECT window_end, SUM(v) AS total, COUNT(other) AS n FROM TABLE(TUMBLE((SELECT e.v, o.v AS other, e.ts FROM events e JOIN others o ON e.k = o.k AND o.ts BETWEEN e.ts - INTERVAL '2' SECOND AND e.ts + INTERVAL '1' SECOND), DESCRIPTOR(ts), INTERVAL '5' SECOND)) GROUP BY window_start, window_end;
-- first_three
SELECT k, v FROM events QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) <= 3;
-- rising
SELECT k, one, other, n FROM events MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES FIRST(a.v) AS one, LAST(b.v) AS other, COUNT(b.v) AS n ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (a b+) WITHIN INTERVAL '6' SECOND DEFINE b AS b.v > PREV(b.v));
-- aging, state-ttl 20
SELECT v, COUNT(*) AS n FROM pulses GROUP BY v;
