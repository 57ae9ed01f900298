-- A query stops at a savepoint and stays stopped; its view stands still, and others read it. Resumed, it has all that came since.
CREATE TABLE t (id INTEGER PRIMARY KEY, k VARCHAR, v INTEGER);
CREATE TABLE bag (k VARCHAR, v INTEGER);
CREATE MATERIALIZED VIEW per_k AS SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k;
CREATE MATERIALIZED VIEW high AS SELECT k, total FROM per_k WHERE total > 10;
CREATE MATERIALIZED VIEW joined AS SELECT t.id, t.v, bag.v AS w FROM t JOIN bag ON t.k = bag.k;
CREATE MATERIALIZED VIEW mixed AS SELECT high.k, high.total, t.id FROM high JOIN t ON t.k = high.k;
INSERT INTO t VALUES (1, 'a', 5), (2, 'b', 20), (3, 'a', 7);
INSERT INTO bag VALUES ('a', 1), ('a', 1), ('b', 2);
STOP QUERY per_k WITH SAVEPOINT s1;
STOP QUERY joined WITH SAVEPOINT s2;
SELECT name, state, stopped_at FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
INSERT INTO t VALUES (4, 'a', 100), (5, 'c', 50);
DELETE FROM t WHERE id = 2;
UPDATE t SET v = 6 WHERE id = 1;
INSERT INTO bag VALUES ('a', 3), ('c', 4);
DELETE FROM bag WHERE k = 'b';
SELECT * FROM per_k ORDER BY k;
SELECT * FROM high ORDER BY k;
SELECT * FROM joined ORDER BY id, w;
-- What reads a view that stands still beside a table goes on with the table.
SELECT * FROM mixed ORDER BY k, id;
SELECT per_k.k, per_k.total, t.v FROM per_k JOIN t ON t.k = per_k.k ORDER BY t.id;
CREATE MATERIALIZED VIEW later AS SELECT COUNT(*) AS n FROM per_k;
SELECT * FROM later;
CHECKPOINT;
-- reopen
SELECT name, state, stopped_at FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
SELECT * FROM per_k ORDER BY k;
INSERT INTO t VALUES (6, 'd', 60);
SELECT * FROM mixed ORDER BY k, id;
RELEASE SAVEPOINT s2;
RESUME QUERY joined;
SELECT * FROM joined ORDER BY id, w;
-- reopen
SELECT * FROM joined ORDER BY id, w;
SELECT * FROM per_k ORDER BY k;
RESUME QUERY per_k;
SELECT * FROM per_k ORDER BY k;
SELECT * FROM high ORDER BY k;
SELECT * FROM mixed ORDER BY k, id;
SELECT * FROM later;
SELECT name, state, stopped_at FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
-- reopen
INSERT INTO t VALUES (7, 'a', 1);
SELECT * FROM per_k ORDER BY k;
SELECT * FROM mixed ORDER BY k, id;
-- Back to where it stopped it runs; a savepoint of while it was stopped holds it as stopped.
STOP QUERY per_k;
SAVEPOINT stopped;
INSERT INTO t VALUES (8, 'a', 1);
RESUME QUERY per_k;
SELECT * FROM per_k WHERE k = 'a';
ROLLBACK TO SAVEPOINT stopped;
SELECT name, state, stopped_at FROM sys.queries WHERE name = 'public.per_k';
SELECT * FROM per_k WHERE k = 'a';
INSERT INTO t VALUES (9, 'a', 1000);
SELECT * FROM per_k WHERE k = 'a';
-- reopen
SELECT * FROM per_k WHERE k = 'a';
RESUME QUERY per_k;
SELECT * FROM per_k WHERE k = 'a';
-- Refusals.
STOP QUERY per_k WITH SAVEPOINT stopped;
STOP QUERY per_k WITH SAVEPOINT s4;
STOP QUERY per_k WITH SAVEPOINT s5;
SELECT name FROM sys.savepoints ORDER BY name;
RESUME QUERY joined;
RESUME QUERY joind;
STOP QUERY t WITH SAVEPOINT s6;
DROP MATERIALIZED VIEW high;
DROP TABLE t;
ALTER QUERY per_k SET ('parallelism' = '3');
RESUME QUERY per_k;
SELECT * FROM per_k WHERE k = 'a';
