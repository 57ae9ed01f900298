-- Queries that read a table more than once, and put together what shares a scan.
CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER, s VARCHAR);
INSERT INTO t VALUES (1, 2, 'a'), (2, 2, 'b'), (3, NULL, 'a'), (4, 1, NULL);
-- A scan beside a join of that scan.
SELECT 0 AS a FROM t UNION SELECT r.id FROM t AS l LEFT JOIN t AS r ON l.s = r.s ORDER BY a;
SELECT id FROM t WHERE id IN (SELECT x FROM t) UNION ALL SELECT id FROM t ORDER BY id;
CREATE MATERIALIZED VIEW beside AS
  SELECT 0 AS a FROM t UNION SELECT r.id FROM t AS l LEFT JOIN t AS r ON l.s = r.s;
CREATE MATERIALIZED VIEW lookup WITH ('parallelism' = '4') AS
  SELECT s, (SELECT max(x) FROM t) AS m FROM t UNION SELECT 'all', id FROM t;
-- An aggregate joined with itself, by its key and by another column.
CREATE MATERIALIZED VIEW twice WITH ('parallelism' = '4') AS
  WITH n AS (SELECT x, count(*) AS n FROM t GROUP BY x)
  SELECT a.x, a.n, b.x AS y FROM n AS a JOIN n AS b ON a.x = b.n;
-- One column of a side in two keys of a join.
CREATE MATERIALIZED VIEW doubled WITH ('parallelism' = '4') AS
  SELECT l.id, r.id AS other FROM t AS l JOIN t AS r ON l.x = r.id AND l.x = r.x;
SELECT * FROM beside ORDER BY a;
SELECT * FROM lookup ORDER BY s, m;
SELECT * FROM twice ORDER BY x, y;
SELECT * FROM doubled ORDER BY id;
DELETE FROM t WHERE id = 2;
INSERT INTO t VALUES (5, 5, 'c'), (6, 1, 'c');
SELECT * FROM beside ORDER BY a;
SELECT * FROM lookup ORDER BY s, m;
SELECT * FROM twice ORDER BY x, y;
SELECT * FROM doubled ORDER BY id;
-- One input for several groupings, joined below; everything in one task.
CREATE MATERIALIZED VIEW sets WITH ('parallelism' = '1') AS
  SELECT l.s, count(*) AS n FROM t AS l JOIN t AS r ON l.x = r.x GROUP BY GROUPING SETS ((l.s), (l.s), ());
SET parallelism = 1;
SELECT l.s, count(*) AS n FROM t AS l JOIN t AS r ON l.x = r.x GROUP BY GROUPING SETS ((l.s), (l.s), ()) ORDER BY s, n;
SELECT * FROM sets ORDER BY s, n;
