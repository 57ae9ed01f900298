-- GROUPING SETS, CUBE and ROLLUP, over a table that changes.
CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR, b INTEGER, x INTEGER);
CREATE MATERIALIZED VIEW cubed AS
  SELECT a, b, COUNT(*) AS n, SUM(x) AS s, GROUPING(a) AS ga, GROUPING(a, b) AS gab, GROUPING_ID(b, a) AS gba
  FROM t GROUP BY CUBE(a, b);
CREATE MATERIALIZED VIEW doubled AS SELECT a, COUNT(*) AS n FROM t GROUP BY GROUPING SETS ((a), (a), ());
SELECT * FROM cubed;
SELECT * FROM doubled;
INSERT INTO t VALUES (1, 'x', 1, 10), (2, 'x', 2, 20), (3, 'y', 1, 30), (4, NULL, 1, 40);
SELECT * FROM cubed ORDER BY gab, a, b;
SELECT * FROM doubled ORDER BY a, n;
DELETE FROM t WHERE id = 2;
UPDATE t SET b = 3 WHERE id = 3;
SELECT * FROM cubed ORDER BY gab, a, b;
-- reopen
INSERT INTO t VALUES (2, 'x', 2, 20);
SELECT * FROM cubed ORDER BY gab, a, b;
SELECT a, b, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, b) HAVING COUNT(*) > 1 ORDER BY n;
SELECT a, b FROM t GROUP BY GROUPING SETS ((a), (b)) ORDER BY a, b;
SELECT a, COUNT(DISTINCT b) AS bs, SUM(x) FILTER (WHERE b = 1) AS ones FROM t GROUP BY ROLLUP(a) ORDER BY a, bs;
SELECT GROUPING(a) AS g, a FROM t GROUP BY a ORDER BY a;
SELECT COUNT(*) AS n FROM t WHERE x > 100 GROUP BY GROUPING SETS ((), ());
SELECT 1 AS one FROM t WHERE x > 100 GROUP BY ROLLUP(a);
SELECT 1 AS one FROM t WHERE x > 100 GROUP BY a;
SELECT a, b, n FROM (SELECT a, b, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, b)) WHERE b = 1 ORDER BY a;
SELECT upper(a) AS u, COUNT(*) AS n FROM t GROUP BY ROLLUP(upper(a)) ORDER BY u, n;
SELECT a, b, x, id, COUNT(*) FROM t GROUP BY CUBE(a, b, x, id, a || '1', a || '2', a || '3', a || '4', a || '5');
-- A column that is there twice makes the same set twice.
SELECT a, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, a) ORDER BY a, n;
SELECT a, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, a) HAVING a = a ORDER BY a, n;
SELECT a, COUNT(*) AS n FROM t GROUP BY CUBE(a, t.a) HAVING a = 'x' ORDER BY a, n;
SELECT a AS z, COUNT(*) AS n FROM t GROUP BY ROLLUP(z, 1) HAVING COUNT(*) > 1 ORDER BY a, n;
SELECT a, b, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, b, a) HAVING a = 'x' ORDER BY a, b, n;
SELECT a, b, COUNT(*) AS n FROM t GROUP BY DISTINCT ROLLUP(a, b, a) HAVING a = 'x' ORDER BY a, b, n;
SELECT a, b, x, COUNT(*) AS n, GROUPING(a, b, x) AS g FROM t GROUP BY CUBE((a, b), x) HAVING a = 'x' ORDER BY a, b, x, n;
CREATE MATERIALIZED VIEW twice AS SELECT a, COUNT(*) AS n FROM t GROUP BY ROLLUP(a, a);
SELECT * FROM twice ORDER BY a, n;
DELETE FROM t;
SELECT * FROM twice;
SELECT * FROM cubed;
