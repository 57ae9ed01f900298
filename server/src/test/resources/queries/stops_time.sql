-- Windows over a table with a watermark: what came late while the query stood still is left out as it would have been.
CREATE TABLE clicks (ts TIMESTAMP(3), u VARCHAR, n INTEGER, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE MATERIALIZED VIEW per_minute AS SELECT window_start, SUM(n) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW undisturbed AS SELECT window_start, SUM(n) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:00:01', 'a', 1), (TIMESTAMP '2026-01-01 10:00:30', 'b', 2);
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:01:10', 'a', 4);
SELECT * FROM per_minute;
STOP QUERY per_minute WITH SAVEPOINT s;
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:00:40', 'late', 1000);
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:01:20', 'b', 8);
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:02:30', 'b', 16);
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:01:59', 'late', 2000);
DELETE FROM clicks WHERE u = 'a';
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:03:30', 'b', 32);
SELECT * FROM per_minute ORDER BY 1;
SELECT * FROM undisturbed ORDER BY 1;
-- reopen
RESUME QUERY per_minute;
SELECT * FROM per_minute ORDER BY 1;
INSERT INTO clicks VALUES (TIMESTAMP '2026-01-01 10:04:30', 'b', 64);
SELECT * FROM per_minute ORDER BY 1;
SELECT * FROM undisturbed ORDER BY 1;
