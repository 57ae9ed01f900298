-- ARRAY, MAP, ROW and UUID as columns, keys, groups and results.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER ARRAY, s VARCHAR(3) ARRAY, m MAP<VARCHAR, INTEGER>,
  r ROW(x INTEGER, y VARCHAR), d DECIMAL(30, 2) ARRAY, u UUID);
DESCRIBE t;
INSERT INTO t VALUES
  (1, ARRAY[1, 2, 3], ARRAY['a', 'b'], MAP['b', 1, 'a', 2], ROW(1, 'one'), ARRAY[1.5, NULL], UUID '123e4567-e89b-12d3-a456-426614174000'),
  (2, ARRAY[1, 2, 3], NULL, MAP['z', NULL], ROW(NULL, 'n'), NULL, NULL),
  (3, ARRAY[4, NULL], ARRAY['c'], NULL, NULL, ARRAY[12345678901234567890.12], NULL);
INSERT INTO t (id, a) SELECT 4, ARRAY[9];
SELECT id, a, s, m, r, d, u FROM t ORDER BY id;
-- Access: from 1, NULL outside and where there is no such key.
SELECT id, a[1] AS a1, a[4] AS a4, a[0] AS a0, s[2] AS s2, m['a'] AS ma, m['none'] AS mn, t.r.x AS rx, (r).y AS ry, CARDINALITY(a) AS ca, CARDINALITY(m) AS cm FROM t ORDER BY id;
SELECT id FROM t WHERE a[2] IS NULL ORDER BY id;
-- Too long for its column, and of the wrong type.
INSERT INTO t (id, s) VALUES (9, ARRAY['long']);
INSERT INTO t (id, a) VALUES (9, ARRAY['x']);
INSERT INTO t (id, m) VALUES (9, MAP['a', 1, 'a', 2]);
-- Views over changes: grouped by an array, by a row, distinct arrays, joined on arrays, an array as a key.
CREATE MATERIALIZED VIEW by_a AS SELECT a, COUNT(*) AS n, MIN(id) AS least FROM t GROUP BY a;
CREATE MATERIALIZED VIEW by_r AS SELECT r, COUNT(*) AS n FROM t GROUP BY r;
CREATE MATERIALIZED VIEW by_m AS SELECT m, COUNT(*) AS n FROM t GROUP BY m;
CREATE MATERIALIZED VIEW arrays AS SELECT DISTINCT s FROM t;
CREATE MATERIALIZED VIEW pairs AS SELECT l.id AS l, r.id AS r FROM t l JOIN t r ON l.a = r.a AND l.id < r.id;
CREATE MATERIALIZED VIEW built AS SELECT id, ARRAY[id, a[1]] AS a, ROW(id, s) AS r, MAP['id', id] AS m FROM t WHERE a[1] < 9;
CREATE TABLE keyed (k INTEGER ARRAY, r ROW(x INTEGER, y VARCHAR), v VARCHAR, PRIMARY KEY (k, r));
INSERT INTO keyed VALUES (ARRAY[1], ROW(1, 'a'), 'first'), (ARRAY[1], ROW(1, 'b'), 'second'), (ARRAY[1, 0], ROW(NULL, 'b'), 'third');
INSERT INTO keyed VALUES (ARRAY[1], ROW(1, 'a'), 'again');
UPDATE keyed SET v = 'changed' WHERE k = ARRAY[1] AND r = ROW(1, 'b');
DELETE FROM keyed WHERE k[2] = 0;
SELECT * FROM keyed ORDER BY k, r;
SELECT * FROM by_a ORDER BY a;
SELECT * FROM by_r ORDER BY r;
SELECT * FROM by_m ORDER BY n;
SELECT * FROM arrays ORDER BY s;
SELECT * FROM pairs;
SELECT * FROM built ORDER BY id;
-- reopen
UPDATE t SET a = ARRAY[4, NULL], r = ROW(1, 'one'), m = MAP['a', 2, 'b', 1] WHERE id = 2;
DELETE FROM t WHERE id = 4;
INSERT INTO t VALUES (5, ARRAY[4, NULL], ARRAY['a', 'b'], MAP['a', 2, 'b', 1], ROW(1, 'one'), NULL, NULL);
SELECT * FROM by_a ORDER BY a;
SELECT * FROM by_r ORDER BY r;
SELECT * FROM by_m ORDER BY n;
SELECT * FROM arrays ORDER BY s;
SELECT * FROM pairs ORDER BY l, r;
SELECT * FROM built ORDER BY id;
SELECT * FROM keyed ORDER BY k, r;
-- Comparison: element by element, NULL as the greatest element, the shorter one first.
SELECT a FROM (VALUES (ARRAY[2]), (ARRAY[1, 2]), (ARRAY[1]), (ARRAY[1, NULL]), (CAST(NULL AS INTEGER ARRAY))) AS v(a) ORDER BY a;
SELECT ARRAY[1, NULL] = ARRAY[1, NULL] AS same, ARRAY[1, 2] < ARRAY[1, NULL] AS less, ARRAY[1, 2] = ARRAY[1.0, 2.0] AS numbers, ROW(1, 'a') = ROW(1, 'a') AS row_same;
SELECT 2 = ANY (ARRAY[1, 2]) AS t, 3 = ANY (ARRAY[1, 2]) AS f, 3 = ANY (ARRAY[1, NULL]) AS n, 3 <> ALL (ARRAY[1, 2]) AS a;
-- Functions.
SELECT array_append(a, 9) AS app, array_prepend(0, a) AS pre, array_cat(a, a) AS cat, a || ARRAY[7] AS bars, array_remove(a, 2) AS rem FROM t ORDER BY id;
SELECT array_append(CAST(NULL AS INTEGER ARRAY), 1) AS app, array_cat(CAST(NULL AS INTEGER ARRAY), NULL) AS cat, array_append(ARRAY[1], 2.5) AS widened;
SELECT array_position(a, 2) AS p, array_contains(a, 2) AS c, array_length(a, 1) AS l, array_to_string(a, '-') AS t, array_to_string(a, '-', '*') AS t2 FROM t ORDER BY id;
SELECT array_distinct(ARRAY[3, 1, 3, NULL, 1, NULL]) AS d, array_sort(ARRAY[3, NULL, 1]) AS s, array_reverse(ARRAY[1, 2, 3]) AS r, array_slice(ARRAY[1, 2, 3, 4], 2, 3) AS sl, array_slice(ARRAY[1, 2], 3, 9) AS none;
SELECT string_to_array('a,b,,c', ',') AS a, string_to_array('', ',') AS e, map_keys(MAP['b', 1, 'a', 2]) AS k, map_values(MAP['b', 1, 'a', 2]) AS v;
SELECT CAST(ARRAY['1', '2'] AS INTEGER ARRAY) AS i, CAST(ARRAY[1.6, NULL] AS INTEGER ARRAY) AS r, CAST(ROW(1, 'a') AS ROW(p BIGINT, q VARCHAR)) AS w;
SELECT CAST(ARRAY['1', 'x'] AS INTEGER ARRAY) AS bad;
SELECT TRY_CAST(ARRAY['1', 'x'] AS INTEGER ARRAY) AS bad;
SELECT COALESCE(s, ARRAY['none']) AS s, CASE WHEN id = 1 THEN a ELSE ARRAY[0.5] END AS c FROM t ORDER BY id;
SELECT ARRAY[ARRAY[1], ARRAY[2, 3]][2][1] AS nested, ARRAY[ROW(1, ARRAY['x'])] AS rows, MAP['k', ARRAY[1, 2]]['k'][2] AS deep;
-- Nested columns where rows are kept in order, and where they wait for others.
CREATE MATERIALIZED VIEW firsts AS SELECT id, a, m, r, n FROM (SELECT id, a, m, r, ROW_NUMBER() OVER (PARTITION BY a ORDER BY r DESC, id) AS n FROM t) WHERE n <= 2;
CREATE MATERIALIZED VIEW overs AS SELECT id, LAG(a) OVER (ORDER BY id) AS lag_a, FIRST_VALUE(m) OVER (ORDER BY id DESC) AS first_m, COUNT(*) OVER (PARTITION BY a) AS n, r FROM t;
CREATE MATERIALIZED VIEW three AS SELECT id, a, s FROM t ORDER BY a DESC, s, id LIMIT 3;
SELECT * FROM firsts ORDER BY a, n;
SELECT * FROM overs ORDER BY id;
SELECT * FROM three ORDER BY a, s, id;
UPDATE t SET a = ARRAY[1, 2, 3], r = ROW(9, 'nine'), m = MAP['k', 9] WHERE id = 5;
INSERT INTO t (id, a, s) VALUES (6, ARRAY[8], ARRAY['q', NULL]);
SELECT * FROM firsts ORDER BY a, n;
SELECT * FROM overs ORDER BY id;
SELECT * FROM three ORDER BY a, s, id;
-- reopen
DELETE FROM t WHERE id = 5;
DELETE FROM t WHERE id = 6;
SELECT * FROM firsts ORDER BY a, n;
SELECT * FROM overs ORDER BY id;
SELECT * FROM three ORDER BY a, s, id;
CREATE TABLE l (id INTEGER PRIMARY KEY, k INTEGER, ts TIMESTAMP, a INTEGER ARRAY, WATERMARK FOR ts AS ts);
CREATE TABLE p (k INTEGER, ts TIMESTAMP, m MAP<VARCHAR, INTEGER>, PRIMARY KEY (k, ts), WATERMARK FOR ts AS ts);
CREATE MATERIALIZED VIEW near AS SELECT l.id, l.a, p.m FROM l JOIN p ON p.k = l.a[1] AND p.ts BETWEEN l.ts - INTERVAL '10' SECOND AND l.ts;
CREATE MATERIALIZED VIEW latest AS SELECT l.id, l.a, p.m FROM l LEFT ASOF JOIN p MATCH_CONDITION p.ts <= l.ts ON p.k = l.k;
INSERT INTO p VALUES (1, TIMESTAMP '2024-01-01 00:00:00', MAP['a', 1]), (2, TIMESTAMP '2024-01-01 00:00:05', NULL), (1, TIMESTAMP '2024-01-01 00:00:06', MAP['b', NULL]);
INSERT INTO l VALUES (1, 1, TIMESTAMP '2024-01-01 00:00:07', ARRAY[1, 5]), (2, 2, TIMESTAMP '2024-01-01 00:00:08', ARRAY[2, NULL]), (3, 1, TIMESTAMP '2024-01-01 00:00:09', ARRAY[1]);
SELECT * FROM near ORDER BY id, m;
SELECT * FROM latest ORDER BY id;
INSERT INTO l VALUES (4, 1, TIMESTAMP '2024-01-01 00:00:20', ARRAY[0]);
SELECT * FROM l MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(x.a) AS fa, LAST(y.a) AS la, FIRST(x.a)[1] AS f1 PATTERN (x y+) DEFINE y AS y.a[1] > PREV(y.a[1]));
-- Refused by name.
SELECT MAX(a) FROM t;
SELECT ARRAY[1, 'a'];
SELECT ARRAY[1] = MAP['a', 1];
SELECT CAST(ARRAY[1] AS INTEGER);
-- Fields of a row that an outer join makes NULL, and of the row of an outer query.
CREATE TABLE plain (k INTEGER NOT NULL, s VARCHAR NOT NULL);
INSERT INTO plain VALUES (1, 'a'), (2, 'b');
CREATE VIEW paired AS SELECT k, CAST(ROW(k, s) AS ROW(p INTEGER, q VARCHAR)) AS pair FROM plain;
SELECT l.k, r.pair.q AS q, r.pair.q IS NULL AS missing FROM plain AS l LEFT JOIN paired AS r ON l.k = r.k + 1 ORDER BY l.k;
SELECT r.pair.p AS p, COUNT(*) AS n FROM plain AS l LEFT JOIN paired AS r ON l.k = r.k + 1 GROUP BY r.pair.p ORDER BY p;
SELECT o.k, i.n FROM paired AS o CROSS JOIN LATERAL (SELECT COUNT(*) AS n FROM plain AS p WHERE p.s = o.pair.q) AS i ORDER BY o.k;
SELECT o.k, (SELECT MAX(p.k) FROM plain AS p WHERE p.s < o.pair.q) AS m FROM paired AS o ORDER BY o.k;
-- The same elements in GROUP BY and HAVING, one of which can be NULL.
CREATE TABLE measured (id INTEGER NOT NULL, x INTEGER);
INSERT INTO measured VALUES (1, 5), (2, NULL), (3, 3), (4, 2);
SELECT COUNT(*) AS n FROM measured GROUP BY ARRAY[x + id, 1][1] HAVING ARRAY[x + id, 1][1] > 2;
SELECT MAP['a', x + id, 'b', 1]['a'] AS total, COUNT(*) AS n FROM measured
 GROUP BY MAP['a', x + id, 'b', 1]['a'] HAVING MAP['a', x + id, 'b', 1]['a'] > 2;
