-- Constructors within constructors are built in one go: every leaf is in its place, NULLs and casts too.
CREATE TABLE leaves (id INT PRIMARY KEY, a INT, b VARCHAR, d DECIMAL(25, 3));
INSERT INTO leaves VALUES (1, 10, 'x', 1.5), (2, NULL, 'y', NULL), (3, 30, NULL, -2.125), (4, NULL, NULL, 0);
SELECT id, ROW(a, ROW(b, ROW(d, a), ARRAY[a, id]), ROW(a + 1)) AS r FROM leaves ORDER BY id;
SELECT id, ARRAY[ARRAY[a, id], ARRAY[id], ARRAY[a, a, a]] AS m FROM leaves ORDER BY id;
SELECT id, MAP['b', ARRAY[ROW(id, b)], 'a', ARRAY[ROW(a, 'z'), ROW(0, b)]] AS m FROM leaves ORDER BY id;
-- The same part twice, a part that may be NULL, parts that need a cast, and a part that is used elsewhere too.
SELECT id, ROW(ROW(a, b), ROW(a, b)) AS twice, ROW(ROW(a, b), 1) = ROW(ROW(10, 'x'), 1) AS same FROM leaves ORDER BY id;
SELECT id, ROW(CASE WHEN a IS NULL THEN NULL ELSE ROW(a, b) END, ROW(b)) AS maybe FROM leaves ORDER BY id;
SELECT id, ARRAY[ROW(a, 1), ROW(2.5, id)] AS cast_in, ARRAY[ARRAY[1], ARRAY[d], NULL] AS sums FROM leaves ORDER BY id;
SELECT id, ROW(ARRAY[a, id], CARDINALITY(ARRAY[a, id])) AS both FROM leaves ORDER BY id;
CREATE MATERIALIZED VIEW built AS SELECT id, ROW(ROW(ROW(ROW(ROW(a, b), d), ARRAY[ARRAY[b]]), id)) AS deep FROM leaves;
UPDATE leaves SET a = 11, b = 'new' WHERE id IN (1, 4);
DELETE FROM leaves WHERE id = 3;
SELECT * FROM built ORDER BY id;
SELECT id, ROW(ROW(1 / (a - 11))) AS broken FROM leaves WHERE id = 1;
