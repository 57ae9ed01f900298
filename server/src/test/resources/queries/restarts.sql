-- A view that fails on a row is started once more, and then stops with that row in its message. The others go on.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
CREATE MATERIALIZED VIEW ratios AS SELECT id, a / b AS ratio FROM t;
CREATE MATERIALIZED VIEW above AS SELECT COUNT(*) AS n FROM ratios WHERE ratio > 1;
CREATE MATERIALIZED VIEW sums AS SELECT SUM(a) AS total, COUNT(*) AS n FROM t;
INSERT INTO t VALUES (1, 10, 2), (2, 9, 3);
CHECKPOINT;
SELECT * FROM ratios ORDER BY id;
SELECT n FROM above;
SELECT name, state, restarts, error, next_restart FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
INSERT INTO t VALUES (3, 8, 4), (4, 7, 0), (5, 6, 1);
SELECT * FROM ratios;
SELECT total, n FROM sums;
SELECT name, state, restarts, error, next_restart FROM sys.queries WHERE name = 'public.ratios';
SELECT name, state, restarts, error FROM sys.queries WHERE name IN ('public.sums', 'public.above') ORDER BY name;
-- Somebody has it tried again: the row is still there, and so is the error. What runs begins again where it was.
ALTER QUERY ratios RESTART;
SELECT * FROM ratios;
SELECT name, state, restarts, error, next_restart FROM sys.queries WHERE name = 'public.ratios';
ALTER QUERY sums RESTART;
ALTER QUERY above RESTART;
SELECT total, n FROM sums;
SELECT name, state, restarts, error FROM sys.queries WHERE name IN ('public.sums', 'public.above') ORDER BY name;
INSERT INTO t VALUES (7, 1, 1);
SELECT total, n FROM sums;
DELETE FROM t WHERE id = 7;
SELECT total, n FROM sums;
STOP QUERY sums;
ALTER QUERY sums RESTART; -- stopped
RESUME QUERY sums;
SELECT total, n FROM sums;
ALTER QUERY t RESTART;
ALTER QUERY nobody RESTART;
-- The bad row taken away, it goes on, and so does the view over it.
DELETE FROM t WHERE id = 4;
SELECT state FROM sys.queries WHERE name = 'public.ratios';
ALTER QUERY ratios RESTART;
SELECT * FROM ratios ORDER BY id;
SELECT n FROM above;
UPDATE t SET b = 2 WHERE id = 5;
SELECT * FROM ratios ORDER BY id;
SELECT n FROM above;
SELECT name, state, restarts, error, next_restart FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
-- reopen
SELECT * FROM ratios ORDER BY id;
SELECT n FROM above;
DROP MATERIALIZED VIEW above;
DROP MATERIALIZED VIEW ratios;
CREATE MATERIALIZED VIEW ratios WITH ('restart.attempts' = '0', 'restart.delay' = '10 ms') AS SELECT id, a / b AS ratio FROM t;
SELECT * FROM ratios ORDER BY id;
INSERT INTO t VALUES (6, 1, 0);
SELECT * FROM ratios;
SELECT name, state, restarts FROM sys.queries WHERE name = 'public.ratios';
-- A failure before its first epoch is its creator's.
CREATE MATERIALIZED VIEW inverse AS SELECT id, a / b AS ratio FROM t;
SELECT name FROM sys.queries WHERE name = 'public.inverse';
-- Options out of range.
CREATE MATERIALIZED VIEW inverse WITH ('restart.attempts' = '-1') AS SELECT id FROM t;
CREATE MATERIALIZED VIEW inverse WITH ('restart.delay' = 'soon') AS SELECT id FROM t;
CREATE MATERIALIZED VIEW inverse WITH ('restart.dely' = '1 s') AS SELECT id FROM t;
SET restart.attempts = 3;
SHOW restart.attempts;
SHOW restart.delay;
DROP MATERIALIZED VIEW ratios;
DROP MATERIALIZED VIEW sums;
DROP TABLE t;
