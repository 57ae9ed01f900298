-- A savepoint of some queries holds them and what they read, and nothing else.
CREATE TABLE t (id INTEGER PRIMARY KEY, k VARCHAR, v INTEGER);
CREATE TABLE o (id INTEGER PRIMARY KEY);
CREATE TABLE numbers (n BIGINT NOT NULL, digit AS MOD(n, 10)) WITH ('connector' = 'datagen', 'rows' = '500', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
CREATE MATERIALIZED VIEW per_k AS SELECT k, SUM(v) AS total FROM t GROUP BY k;
CREATE MATERIALIZED VIEW high AS SELECT k, total FROM per_k WHERE total > 10;
CREATE MATERIALIZED VIEW n AS SELECT COUNT(*) AS n FROM o;
CREATE MATERIALIZED VIEW per_m AS SELECT digit, COUNT(*) AS n FROM numbers GROUP BY digit;
INSERT INTO t VALUES (1, 'a', 5), (2, 'b', 20), (3, 'a', 7);
INSERT INTO o VALUES (1), (2);
-- until 500
SELECT SUM(n) FROM per_m;
SAVEPOINT a FOR QUERY per_k;
SAVEPOINT most FOR QUERY high, n;
SAVEPOINT whole FOR QUERY per_m, high, n;
SAVEPOINT plain FOR ALL;
SAVEPOINT m FOR QUERY per_m;
SELECT name, queries FROM sys.savepoints ORDER BY name;
SELECT DISTINCT savepoint, query FROM sys.savepoint_positions ORDER BY savepoint;
SAVEPOINT a FOR QUERY n;
SAVEPOINT c FOR QUERY t;
SAVEPOINT c FOR QUERY nobody;
INSERT INTO t VALUES (4, 'a', 100), (5, 'c', 50);
DELETE FROM t WHERE id = 2;
INSERT INTO o VALUES (3);
-- Read as it was, where it is held.
SELECT * FROM per_k FOR SYSTEM_TIME AS OF SAVEPOINT a ORDER BY k;
SELECT * FROM t FOR SYSTEM_TIME AS OF SAVEPOINT a ORDER BY id;
SELECT * FROM high FOR SYSTEM_TIME AS OF SAVEPOINT a;
SELECT * FROM o FOR SYSTEM_TIME AS OF SAVEPOINT a;
SELECT * FROM high FOR SYSTEM_TIME AS OF SAVEPOINT most;
-- reopen
SELECT * FROM per_k FOR SYSTEM_TIME AS OF SAVEPOINT a ORDER BY k;
SELECT * FROM n FOR SYSTEM_TIME AS OF SAVEPOINT most;
SELECT SUM(n) FROM per_m FOR SYSTEM_TIME AS OF SAVEPOINT m;
-- A new view begins with state of it.
EXPLAIN CREATE MATERIALIZED VIEW large FROM SAVEPOINT a AS SELECT k, total FROM (SELECT k, SUM(v) AS total FROM t GROUP BY k) AS x WHERE total > 20;
CREATE MATERIALIZED VIEW large FROM SAVEPOINT a AS SELECT k, total FROM (SELECT k, SUM(v) AS total FROM t GROUP BY k) AS x WHERE total > 20;
SELECT * FROM large ORDER BY k;
CREATE MATERIALIZED VIEW digits FROM SAVEPOINT m AS SELECT digit, COUNT(*) AS n FROM numbers GROUP BY digit;
SELECT SUM(n) FROM digits;
DROP MATERIALIZED VIEW digits;
DROP MATERIALIZED VIEW large;
-- Back to it only if it holds everything.
ROLLBACK TO SAVEPOINT a;
ROLLBACK TO SAVEPOINT m;
ROLLBACK TO SAVEPOINT most;
SELECT * FROM n;
ROLLBACK TO SAVEPOINT whole;
SELECT * FROM per_k ORDER BY k;
SELECT * FROM high;
SELECT * FROM n;
SELECT * FROM t ORDER BY id;
INSERT INTO t VALUES (6, 'b', 1);
SELECT * FROM high;
-- reopen
SELECT * FROM high;
-- One that is stopped is held as stopped; of one that has failed there is none.
STOP QUERY per_k;
INSERT INTO t VALUES (7, 'b', 1);
SAVEPOINT stopped FOR QUERY high;
RESUME QUERY per_k;
SELECT * FROM high;
SELECT * FROM high FOR SYSTEM_TIME AS OF SAVEPOINT stopped;
CREATE MATERIALIZED VIEW ratios AS SELECT id, 10 / v AS ratio FROM t;
INSERT INTO t VALUES (8, 'z', 0);
SELECT * FROM ratios;
SAVEPOINT bad FOR QUERY ratios;
RELEASE SAVEPOINT a;
RELEASE SAVEPOINT stopped;
SELECT * FROM per_k FOR SYSTEM_TIME AS OF SAVEPOINT a;
SELECT name, queries FROM sys.savepoints ORDER BY name;
