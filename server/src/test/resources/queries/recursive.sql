-- WITH RECURSIVE: rounds until nothing new comes.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n ORDER BY i;
CREATE TABLE edge (a INTEGER, b INTEGER);
INSERT INTO edge VALUES (1, 2), (2, 3), (3, 1), (3, 4), (5, 6), (NULL, 7), (4, 4);
WITH RECURSIVE reach (a, b) AS (SELECT a, b FROM edge UNION SELECT r.a, e.b FROM reach r JOIN edge e ON r.b = e.a) SELECT * FROM reach ORDER BY a, b;
WITH RECURSIVE from_one AS (SELECT 1 AS v UNION SELECT e.b FROM from_one f, edge e WHERE f.v = e.a) SELECT count(*) AS n, max(v) AS most FROM from_one;
-- UNION ALL counts paths: 1-2-3-1, 1-2-3-4, and so on, up to four edges.
WITH RECURSIVE walk (a, b, depth) AS (SELECT a, b, 1 FROM edge UNION ALL SELECT w.a, e.b, w.depth + 1 FROM walk w JOIN edge e ON w.b = e.a WHERE w.depth < 4)
  SELECT depth, count(*) AS walks FROM walk GROUP BY depth ORDER BY depth;
-- A tree, with paths; rows that end stand beside NULLs.
CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR, boss INTEGER);
INSERT INTO person VALUES (1, 'Ada', NULL), (2, 'Bob', 1), (3, 'Eve', 1), (4, 'Ian', 3), (5, 'Ola', 4), (6, 'Lone', 9);
WITH RECURSIVE below (id, path, depth) AS (
  SELECT id, CAST(name AS VARCHAR), 0 FROM person WHERE boss IS NULL
  UNION ALL SELECT p.id, b.path || '/' || p.name, b.depth + 1 FROM below b JOIN person p ON p.boss = b.id)
  SELECT b.*, p.boss FROM below b JOIN person p ON p.id = b.id ORDER BY path;
WITH RECURSIVE up (id, boss) AS (SELECT id, boss FROM person WHERE id = 5 UNION ALL SELECT p.id, p.boss FROM up LEFT JOIN person p ON p.id = up.boss WHERE up.boss IS NOT NULL)
  SELECT * FROM up ORDER BY id;
-- What is beside the recursion may be anything: aggregates, sub-queries, a first row for each.
WITH RECURSIVE spread (id, n) AS (SELECT id, 1 FROM person WHERE boss IS NULL
  UNION ALL SELECT p.id, s.n + CAST((SELECT count(*) FROM person q WHERE q.boss = p.id) AS INTEGER) FROM spread s JOIN person p ON p.boss = s.id
    WHERE EXISTS (SELECT 1 FROM person q WHERE q.boss = p.id) OR p.id = 5)
  SELECT * FROM spread ORDER BY id;
WITH RECURSIVE least (id) AS (SELECT 1 UNION ALL SELECT x.id FROM least l, LATERAL (SELECT p.id FROM person p WHERE p.boss = l.id ORDER BY p.name DESC LIMIT 1) x) SELECT * FROM least ORDER BY id;
-- Twice in one query, one inside another, in a sub-query, in an INSERT.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT x.i, y.i FROM n x JOIN n y ON x.i <= y.i ORDER BY 1, 2;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3), m (i) AS (SELECT i FROM n UNION SELECT i * 10 FROM m WHERE i < 100) SELECT * FROM m ORDER BY i;
SELECT id FROM person WHERE id IN (WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 2 FROM n WHERE i < 6) SELECT i FROM n) ORDER BY id;
CREATE TABLE numbers (i INTEGER);
INSERT INTO numbers WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n;
SELECT count(*) AS n, sum(i) AS total FROM numbers;
CREATE VIEW reached AS WITH RECURSIVE r (v) AS (SELECT 1 UNION SELECT e.b FROM r JOIN edge e ON r.v = e.a) SELECT v FROM r;
SELECT * FROM reached ORDER BY v;
-- Nothing at first, nothing later.
WITH RECURSIVE n (i) AS (SELECT id FROM person WHERE id > 99 UNION SELECT i + 1 FROM n) SELECT * FROM n;
-- It ends at a limit.
SET recursion.rounds = 50;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT count(*) AS n FROM n;
RESET recursion.rounds;
-- What comes of rows is of their types; it may be NULL where the first rows never are.
WITH RECURSIVE r (x, s) AS (SELECT 1, 'a' UNION ALL SELECT x + 1, s || 'b' FROM r WHERE x < 3) SELECT * FROM r;
WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x * 0.5 FROM r WHERE x > 0.1) SELECT * FROM r;
WITH RECURSIVE r (x, s) AS (SELECT 1, CAST('a' AS VARCHAR) UNION ALL SELECT x + 1, s || 'b' FROM r WHERE x < 3) SELECT * FROM r ORDER BY x;
WITH RECURSIVE r (x) AS (SELECT 1 UNION SELECT p.boss FROM r JOIN person p ON p.id = r.x) SELECT * FROM r;
WITH RECURSIVE r (x) AS (SELECT 1 UNION SELECT p.boss FROM r JOIN person p ON p.id = r.x) SELECT count(*) AS n, count(x) AS known, count(CASE WHEN x IS NULL THEN 1 END) AS nulls FROM r;
WITH RECURSIVE r (x) AS (SELECT 1 UNION SELECT p.boss FROM r JOIN person p ON p.id = r.x) SELECT * FROM r WHERE x IS NOT NULL;
WITH RECURSIVE r (x) AS (SELECT NULLIF(4, 0) UNION SELECT p.boss FROM r JOIN person p ON p.id = r.x) SELECT * FROM r ORDER BY x;
-- Not in continuous queries, and not where it is not linear.
CREATE MATERIALIZED VIEW x AS WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT e.b FROM n JOIN edge e ON n.i = e.a) SELECT * FROM n;
CREATE MATERIALIZED VIEW x AS SELECT * FROM reached;
SELECT STREAM * FROM reached;
WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT x.i + y.i FROM n x, n y WHERE x.i < 5) SELECT * FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT max(i) + 1 FROM n) SELECT * FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT e.b FROM edge e LEFT JOIN n ON n.i = e.a) SELECT * FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT e.b FROM edge e WHERE e.a IN (SELECT i FROM n)) SELECT * FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL (SELECT i + 1 FROM n ORDER BY i LIMIT 1)) SELECT * FROM n;
WITH RECURSIVE n (i) AS (SELECT i FROM n UNION ALL SELECT 1) SELECT * FROM n;
EXPLAIN WITH RECURSIVE reach (a, b) AS (SELECT a, b FROM edge UNION SELECT r.a, e.b FROM reach r JOIN edge e ON r.b = e.a) SELECT * FROM reach;
