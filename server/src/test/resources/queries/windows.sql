-- Windows of event time: they appear when the watermark, five seconds behind the newest row, reaches their end.
CREATE TABLE clicks (id INTEGER PRIMARY KEY, who VARCHAR, n INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
INSERT INTO clicks VALUES (1, 'ann', 1, TIMESTAMP '2026-01-01 00:00:01'), (2, 'ann', 2, TIMESTAMP '2026-01-01 00:00:05'), (3, 'bob', 3, TIMESTAMP '2026-01-01 00:00:07'), (4, 'ann', 4, TIMESTAMP '2026-01-01 00:00:30'), (5, 'bob', 5, NULL);

CREATE MATERIALIZED VIEW sessions AS SELECT who, window_start, window_end, window_time, COUNT(*) AS c, SUM(n) AS s FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY who, window_start, window_end, window_time;
CREATE MATERIALIZED VIEW session_rows AS SELECT * FROM TABLE(SESSION(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND));
CREATE MATERIALIZED VIEW growing AS SELECT window_start, window_end, COUNT(*) AS c, COUNT(DISTINCT who) AS people FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '20' SECOND)) GROUP BY window_start, window_end;
CREATE VIEW seconds AS SELECT window_time AS t, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY window_start, window_end, window_time;
CREATE MATERIALIZED VIEW tens AS SELECT window_start, window_end, SUM(c) AS c, COUNT(*) AS seconds FROM TABLE(TUMBLE(TABLE seconds, DESCRIPTOR(t), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE VIEW people AS SELECT who, window_start, window_end, SUM(n) AS s FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY who, window_start, window_end;
CREATE MATERIALIZED VIEW both_there AS SELECT a.window_end, a.s AS ann, b.s AS bob FROM people a JOIN people b ON a.window_start = b.window_start AND a.window_end = b.window_end WHERE a.who = 'ann' AND b.who = 'bob';
CREATE MATERIALIZED VIEW top_score AS SELECT window_start, window_end, MAX(s) AS best FROM people GROUP BY window_start, window_end;
SELECT * FROM sessions ORDER BY who, window_start;
SELECT id, who, window_start, window_end, window_time FROM session_rows ORDER BY id;
SELECT * FROM growing ORDER BY window_end;
SELECT * FROM tens ORDER BY window_end;
SELECT * FROM both_there ORDER BY window_end;
SELECT * FROM top_score ORDER BY window_end;

-- A finite query sees the same event time: the window of 00:00:30 has not ended.
SELECT window_start, window_end, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end ORDER BY window_end;
SELECT who, window_start, COUNT(*) AS c FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY who, window_start, window_end ORDER BY who, window_start;
-- take 2
SELECT STREAM who, window_start, COUNT(*) AS c FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY who, window_start, window_end;

-- Rows that come, go and change before their session ends; a late one is left out.
INSERT INTO clicks VALUES (6, 'bob', 6, TIMESTAMP '2026-01-01 00:00:31'), (7, 'bob', 7, TIMESTAMP '2026-01-01 00:00:33'), (8, 'ann', 8, TIMESTAMP '2026-01-01 00:00:02'), (11, 'bob', 11, TIMESTAMP '2026-01-01 00:00:34');
DELETE FROM clicks WHERE id = 6;
DELETE FROM clicks WHERE id = 1;
UPDATE clicks SET n = 70 WHERE id = 7;
UPDATE clicks SET ts = TIMESTAMP '2026-01-01 00:00:44' WHERE id = 11;
INSERT INTO clicks VALUES (9, 'bob', 9, TIMESTAMP '2026-01-01 00:00:45');
INSERT INTO clicks VALUES (10, 'eve', 0, TIMESTAMP '2026-01-01 00:01:30');
SELECT * FROM sessions ORDER BY who, window_start;
SELECT id, n, window_start, window_end FROM session_rows ORDER BY id;
SELECT * FROM growing ORDER BY window_end;
SELECT * FROM tens ORDER BY window_end;
SELECT * FROM both_there ORDER BY window_end;
SELECT * FROM top_score ORDER BY window_end;

-- Without a watermark there is nothing to wait for: the sessions so far, kept up to date.
CREATE TABLE visits (id INTEGER PRIMARY KEY, who VARCHAR, ts TIMESTAMP(6));
CREATE MATERIALIZED VIEW stays AS SELECT who, window_start, window_end, COUNT(*) AS c FROM TABLE(SESSION(TABLE visits PARTITION BY who, DESCRIPTOR(ts), INTERVAL '10' MINUTE)) GROUP BY who, window_start, window_end;
INSERT INTO visits VALUES (1, 'ann', TIMESTAMP '2026-01-01 10:00:00'), (2, 'ann', TIMESTAMP '2026-01-01 10:15:00'), (3, NULL, TIMESTAMP '2026-01-01 10:15:00');
SELECT * FROM stays ORDER BY who, window_start;
INSERT INTO visits VALUES (4, 'ann', TIMESTAMP '2026-01-01 10:09:00');
SELECT * FROM stays ORDER BY who, window_start;
DELETE FROM visits WHERE id = 2;
SELECT * FROM stays ORDER BY who, window_start;

-- A filter on the keys of sessions goes below them, one on other columns does not.
SELECT id, window_start, window_end FROM TABLE(SESSION(TABLE visits PARTITION BY who, DESCRIPTOR(ts), INTERVAL '10' MINUTE)) WHERE who = 'ann' AND id > 1;

-- What is wrong.
SELECT * FROM TABLE(TUMBLE(TABLE session_rows, DESCRIPTOR(ts), INTERVAL '1' SECOND));
SELECT * FROM TABLE(TUMBLE(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '1' SECOND));
SELECT * FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '3' SECOND, INTERVAL '20' SECOND));
SELECT * FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '3' SECOND));
SELECT * FROM TABLE(HOP(TABLE clicks, DESCRIPTOR(ts), INTERVAL '0' SECOND, INTERVAL '20' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY whom, DESCRIPTOR(ts), INTERVAL '3' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(tx), INTERVAL '3' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY who ORDER BY ts, DESCRIPTOR(ts), INTERVAL '3' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(n), INTERVAL '3' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '0' SECOND));
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(ts), INTERVAL '1' MONTH));
SELECT SESSION_START(ts, INTERVAL '3' SECOND) FROM clicks GROUP BY SESSION(ts, INTERVAL '3' SECOND);
SELECT COUNT(*) FROM clicks GROUP BY TUMBLE(ts, INTERVAL '3' SECOND);
