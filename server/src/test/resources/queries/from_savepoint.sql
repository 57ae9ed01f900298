-- A new view begins with the state of an old one; what it answers is what a view answers that is created in the usual way.
CREATE TABLE t (id INTEGER PRIMARY KEY, k VARCHAR, v INTEGER);
CREATE TABLE names (k VARCHAR PRIMARY KEY, name VARCHAR);
CREATE TABLE numbers (n BIGINT NOT NULL, digit AS MOD(n, 10)) WITH ('connector' = 'datagen', 'rows' = '500', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
CREATE MATERIALIZED VIEW per_k AS SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k;
CREATE MATERIALIZED VIEW per_m AS SELECT digit, COUNT(*) AS n FROM numbers GROUP BY digit;
CREATE MATERIALIZED VIEW named AS SELECT t.id, t.v, names.name FROM t JOIN names ON t.k = names.k;
INSERT INTO t VALUES (1, 'a', 5), (2, 'b', 20), (3, 'a', 7);
INSERT INTO names VALUES ('a', 'Anna'), ('b', 'Bert');
-- until 500
SELECT SUM(n) FROM per_m;
SAVEPOINT s;
INSERT INTO t VALUES (4, 'a', 100), (5, 'c', 50);
DELETE FROM t WHERE id = 2;
INSERT INTO names VALUES ('c', 'Cleo');
EXPLAIN CREATE MATERIALIZED VIEW high FROM SAVEPOINT s AS SELECT k, total, n FROM (SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k) AS x WHERE total > 10;
CREATE MATERIALIZED VIEW high FROM SAVEPOINT s AS SELECT k, total, n FROM (SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k) AS x WHERE total > 10;
SELECT * FROM high ORDER BY k;
-- The same view under another name, and a view over the groups of the old one.
CREATE MATERIALIZED VIEW same FROM SAVEPOINT s AS SELECT k, SUM(v), COUNT(*) FROM t GROUP BY k;
SELECT * FROM same ORDER BY k;
CREATE MATERIALIZED VIEW sizes FROM SAVEPOINT s AS SELECT n, COUNT(*) AS groups_of_it, SUM(total) AS total, MAX(k) AS k FROM (SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k) AS x GROUP BY n;
SELECT * FROM sizes ORDER BY n;
CREATE MATERIALIZED VIEW by_name FROM SAVEPOINT s AS SELECT name, SUM(v) AS total, MAX(id) AS id FROM (SELECT t.id, t.v, names.name FROM t JOIN names ON t.k = names.k) AS x GROUP BY name;
SELECT * FROM by_name ORDER BY name;
-- Not from where the table is read elsewhere as well; nor with other groups.
CREATE MATERIALIZED VIEW twice FROM SAVEPOINT s AS SELECT x.k, x.total, x.n, t.id FROM (SELECT k, SUM(v) AS total, COUNT(*) AS n FROM t GROUP BY k) AS x JOIN t ON t.k = x.k;
SELECT * FROM twice ORDER BY k, id;
CREATE MATERIALIZED VIEW per_v FROM SAVEPOINT s AS SELECT v, COUNT(*) AS n FROM t GROUP BY v;
SELECT * FROM per_v ORDER BY v;
-- A connector is read on from where the old view had come to.
CREATE MATERIALIZED VIEW many FROM SAVEPOINT s AS SELECT digit, n FROM (SELECT digit, COUNT(*) AS n FROM numbers GROUP BY digit) AS x WHERE n > 0;
-- until 500
SELECT SUM(n) FROM many;
SELECT COUNT(*) FROM many JOIN per_m ON many.digit = per_m.digit AND many.n = per_m.n;
SELECT COUNT(*) FROM per_m;
-- The savepoint is not needed any more.
RELEASE SAVEPOINT s;
DROP MATERIALIZED VIEW per_k;
-- reopen
INSERT INTO t VALUES (6, 'b', 30), (7, 'b', 1);
UPDATE t SET v = 0 WHERE id = 4;
SELECT * FROM high ORDER BY k;
SELECT * FROM same ORDER BY k;
SELECT * FROM sizes ORDER BY n;
SELECT * FROM by_name ORDER BY name;
SELECT * FROM twice ORDER BY k, id;
-- until 500
SELECT SUM(n) FROM many;
-- Refusals.
CREATE MATERIALIZED VIEW none FROM SAVEPOINT s AS SELECT 1;
CREATE MATERIALIZED VIEW high FROM SAVEPOINT s AS SELECT k FROM t;
