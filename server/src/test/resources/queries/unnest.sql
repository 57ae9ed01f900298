-- UNNEST: arrays, maps and rows become rows, alone and beside the rows they come from.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER ARRAY, m MAP<VARCHAR, INTEGER>, r ROW(x INTEGER, y VARCHAR) ARRAY);
INSERT INTO t VALUES
  (1, ARRAY[10, 20, NULL], MAP['k', 1, 'j', 2], ARRAY[ROW(1, 'one'), NULL, ROW(NULL, 'none')]),
  (2, NULL, NULL, NULL),
  (3, ARRAY[20], MAP['k', 3], ARRAY[ROW(3, 'three')]);
INSERT INTO t (id, a) SELECT 4, array_slice(ARRAY[1], 2, 2);
SELECT * FROM UNNEST(ARRAY[1, 2, NULL]) AS u(x);
SELECT * FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS u(x, n);
SELECT * FROM UNNEST(MAP['a', 1, 'b', 2]) AS u(k, v);
SELECT t.id, u.x FROM t CROSS JOIN UNNEST(t.a) AS u(x) ORDER BY id, x;
SELECT t.id, u.x, u.n FROM t, UNNEST(t.a) WITH ORDINALITY AS u(x, n) ORDER BY id, n;
SELECT t.id, u.x, u.n FROM t LEFT JOIN UNNEST(t.a) WITH ORDINALITY AS u(x, n) ON TRUE ORDER BY id, n;
SELECT t.id, u.k, u.v FROM t CROSS JOIN UNNEST(t.m) AS u(k, v) ORDER BY id, k;
SELECT t.id, u.p, u.q FROM t CROSS JOIN UNNEST(t.r) AS u(p, q) ORDER BY id, p, q;
SELECT id, x FROM t CROSS JOIN UNNEST(array_append(a, id)) AS u(x) WHERE x > 1 AND id < 4 ORDER BY id, x;
SELECT x, COUNT(*) AS n FROM t CROSS JOIN UNNEST(a) AS u(x) WHERE x IS NOT NULL GROUP BY x ORDER BY x;
SELECT a.id, u.x, v.x AS y FROM t a CROSS JOIN UNNEST(a.a) AS u(x) CROSS JOIN UNNEST(a.a) AS v(x) WHERE u.x < v.x ORDER BY 1, 2, 3;
SELECT t.id, s.id AS other FROM t CROSS JOIN UNNEST(t.a) AS u(x) JOIN t s ON s.a[1] = u.x ORDER BY 1, 2;
-- Views follow: what a row gave is taken back with it.
CREATE MATERIALIZED VIEW elements AS SELECT t.id, u.x, u.n FROM t LEFT JOIN UNNEST(t.a) WITH ORDINALITY AS u(x, n) ON TRUE;
CREATE MATERIALIZED VIEW counts AS SELECT u.x, COUNT(*) AS n, SUM(t.id) AS ids FROM t CROSS JOIN UNNEST(t.a) AS u(x) GROUP BY u.x;
SELECT * FROM elements ORDER BY id, n;
SELECT * FROM counts ORDER BY x;
UPDATE t SET a = ARRAY[20, 30] WHERE id IN (2, 3);
DELETE FROM t WHERE id = 1;
SELECT * FROM elements ORDER BY id, n;
SELECT * FROM counts ORDER BY x;
-- reopen
UPDATE t SET a = NULL WHERE id = 3;
INSERT INTO t (id, a) VALUES (5, ARRAY[30, 30]);
SELECT * FROM elements ORDER BY id, n;
SELECT * FROM counts ORDER BY x;
EXPLAIN SELECT t.id, u.x FROM t CROSS JOIN UNNEST(t.a) AS u(x);
-- Refused by name.
SELECT * FROM UNNEST(ARRAY[1], ARRAY[2]) AS u(x, y);
SELECT t.id, u.x FROM t LEFT JOIN UNNEST(t.a) AS u(x) ON u.x > 1;
SELECT * FROM t WHERE EXISTS (SELECT 1 FROM UNNEST(t.a) AS u(x) WHERE u.x = 20);
SELECT * FROM UNNEST(5) AS u(x);
-- Columns of a table in a join in parentheses: refused, not looked for in the table before it.
CREATE TABLE before_it (x INTEGER, id INTEGER);
CREATE TABLE inside_it (id INTEGER, x INTEGER);
SELECT i.id, u.c FROM before_it AS b JOIN (inside_it AS i CROSS JOIN UNNEST(ARRAY[i.id]) AS u (c)) ON TRUE;
SELECT i.id, l.c FROM before_it AS b, (inside_it AS i CROSS JOIN LATERAL (SELECT i.id + 0 AS c) AS l);
SELECT i.id, u.c FROM before_it AS b JOIN inside_it AS i ON TRUE CROSS JOIN UNNEST(ARRAY[i.id]) AS u (c);
SELECT i.id, u.c FROM before_it AS b JOIN (inside_it AS i CROSS JOIN UNNEST(ARRAY[1]) AS u (c)) ON TRUE;

-- A field of a row, taken apart below an outer join.
CREATE TABLE boxes (id INTEGER NOT NULL PRIMARY KEY, s VARCHAR NOT NULL);
INSERT INTO boxes VALUES (1, 'a'), (2, 'b');
SELECT n.id, u.c, b.id AS b FROM ((SELECT t.id, CAST(ROW(t.id, t.s) AS ROW(p INTEGER, q VARCHAR)) AS rw FROM boxes AS t WHERE t.id = 1) AS n
  CROSS JOIN UNNEST(ARRAY[n.rw.q, 'z']) AS u(c)) RIGHT JOIN boxes AS b ON n.id = b.id ORDER BY b.id, u.c;
