-- Changes behind the watermark that earlier commits had reached are late. Whether a query began before or after them, as a view,
-- as a view of the history or as a question about now: windows that have ended are the same.
CREATE TABLE keyed (id INTEGER PRIMARY KEY, n INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE TABLE bag (n INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE VIEW keyed_tens AS SELECT window_start, COUNT(*) AS c, SUM(n) AS s FROM TABLE(TUMBLE(TABLE keyed, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE VIEW bag_tens AS SELECT window_start, COUNT(*) AS c, SUM(n) AS s FROM TABLE(TUMBLE(TABLE bag, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW keyed_live AS SELECT * FROM keyed_tens;
CREATE MATERIALIZED VIEW bag_live AS SELECT * FROM bag_tens;
CREATE MATERIALIZED VIEW spans AS SELECT id, n, window_start, window_end FROM TABLE(SESSION(TABLE keyed, DESCRIPTOR(ts), INTERVAL '5' SECOND));

INSERT INTO keyed VALUES (1, 1, TIMESTAMP '2026-01-01 00:00:01'), (2, 2, TIMESTAMP '2026-01-01 00:00:02'), (3, 4, TIMESTAMP '2026-01-01 00:00:03');
INSERT INTO bag VALUES (1, TIMESTAMP '2026-01-01 00:00:01'), (1, TIMESTAMP '2026-01-01 00:00:01'), (2, TIMESTAMP '2026-01-01 00:00:02');
-- On time: nothing later has come.
DELETE FROM keyed WHERE id = 3;
INSERT INTO keyed VALUES (4, 8, TIMESTAMP '2026-01-01 00:00:20');
INSERT INTO bag VALUES (8, TIMESTAMP '2026-01-01 00:00:20');
-- Late from here on: a row, its update and its delete.
INSERT INTO keyed VALUES (5, 100, TIMESTAMP '2026-01-01 00:00:04'), (6, 200, TIMESTAMP '2026-01-01 00:00:05');
INSERT INTO bag VALUES (1, TIMESTAMP '2026-01-01 00:00:01'), (100, TIMESTAMP '2026-01-01 00:00:04');
UPDATE keyed SET n = 300 WHERE id = 5;
DELETE FROM keyed WHERE id = 6;
-- A row that was on time is updated and deleted too late; its new place in time is on time again.
UPDATE keyed SET ts = TIMESTAMP '2026-01-01 00:00:21', n = 16 WHERE id = 1;
DELETE FROM keyed WHERE id = 2;
DELETE FROM bag WHERE n = 2;
INSERT INTO keyed VALUES (7, 32, TIMESTAMP '2026-01-01 00:01:00');
INSERT INTO bag VALUES (32, TIMESTAMP '2026-01-01 00:01:00');

SELECT * FROM keyed ORDER BY id;
SELECT * FROM keyed_live ORDER BY window_start;
SELECT * FROM keyed_tens ORDER BY window_start;
CREATE MATERIALIZED VIEW keyed_later AS SELECT * FROM keyed_tens;
SELECT * FROM keyed_later ORDER BY window_start;
SELECT * FROM bag_live ORDER BY window_start;
SELECT * FROM bag_tens ORDER BY window_start;
CREATE MATERIALIZED VIEW bag_later AS SELECT * FROM bag_tens;
SELECT * FROM bag_later ORDER BY window_start;
-- Row 1 is in two sessions: where it was when that ended, and where it is.
SELECT * FROM spans ORDER BY id, n;
SELECT id, n, window_start, window_end FROM TABLE(SESSION(TABLE keyed, DESCRIPTOR(ts), INTERVAL '5' SECOND)) ORDER BY id, n;
SELECT id, n FROM TABLE(SESSION(TABLE keyed, DESCRIPTOR(ts), INTERVAL '5' SECOND)) WHERE id = 1 ORDER BY n;
-- Without windows nothing is late.
SELECT COUNT(*) AS c, SUM(n) AS s FROM bag;
