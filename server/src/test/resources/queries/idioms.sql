-- What people bring from their warehouse: PIVOT, UNPIVOT, star without some columns, series, ANY of an array.
CREATE TABLE sales (id INT PRIMARY KEY, dept VARCHAR, quarter VARCHAR, amount INT, tags VARCHAR ARRAY);
CREATE MATERIALIZED VIEW by_quarter AS SELECT * FROM (SELECT dept, quarter, amount FROM sales)
  PIVOT (SUM(amount) AS total, COUNT(*) AS n FOR quarter IN ('q1' AS q1, 'q2' AS q2));
CREATE MATERIALIZED VIEW back AS SELECT * FROM (SELECT dept, q1_total, q2_total FROM by_quarter)
  UNPIVOT (amount FOR quarter IN (q1_total AS 'q1', q2_total AS 'q2'));
CREATE MATERIALIZED VIEW tagged AS SELECT id, 'new' = ANY (tags) AS isnew, dept <> ALL (tags) AS other FROM sales;
CREATE MATERIALIZED VIEW each AS SELECT dept, n FROM sales, generate_series(1, amount / 5) AS n;
INSERT INTO sales VALUES (1, 'a', 'q1', 10, ARRAY['new', 'a']), (2, 'a', 'q2', 20, NULL), (3, 'b', 'q1', 5, ARRAY['old']),
  (4, 'b', 'q1', 6, ARRAY['old', NULL]), (5, NULL, 'q3', 1, ARRAY['new']);
SELECT * FROM by_quarter ORDER BY dept;
SELECT * FROM back ORDER BY dept, quarter;
SELECT * FROM tagged ORDER BY id;
SELECT * FROM each ORDER BY dept, n;
UPDATE sales SET quarter = 'q2', amount = 11 WHERE id = 4;
DELETE FROM sales WHERE id = 1;
SELECT * FROM by_quarter ORDER BY dept;
SELECT * FROM back ORDER BY dept, quarter;
SELECT * FROM tagged ORDER BY id;
SELECT * FROM each ORDER BY dept, n;
SELECT * FROM (SELECT dept, q1_total, q2_total FROM by_quarter) UNPIVOT INCLUDE NULLS (amount FOR quarter IN (q1_total, q2_total)) ORDER BY dept, quarter;
SELECT * EXCLUDE (tags, amount) FROM sales ORDER BY id;
SELECT s.* EXCEPT (tags), t.id AS other FROM sales s JOIN sales t ON s.dept = t.dept AND s.id < t.id;
SELECT * REPLACE (upper(dept) AS dept) FROM by_quarter ORDER BY dept;
SELECT * FROM generate_series(1, 3);
SELECT n, n * n AS square FROM generate_series(10, 1, -4) AS n;
SELECT at FROM generate_series(TIMESTAMP '2024-01-31 00:00:00', TIMESTAMP '2024-01-31 01:00:00', INTERVAL '30' MINUTE) AS t(at);
SELECT x, n FROM (VALUES (2), (0), (CAST(NULL AS INT))) AS v(x) LEFT JOIN generate_series(1, x) AS n ON TRUE ORDER BY x, n;
SELECT sum(n) FROM generate_series(1, 1000000) AS n;
SELECT * FROM generate_series(5, 1);
SELECT n FROM generate_series(9223372036854775806, 9223372036854775807) AS n;
SELECT * FROM generate_series(1, 2, 0);
SELECT count(*) FROM generate_series(1, 100000000);
SELECT * EXCLUDE (nope) FROM sales;
SELECT id EXCLUDE (dept) FROM sales;
SELECT * FROM sales PIVOT (foo(amount) FOR quarter IN ('q1'));
SELECT * FROM sales PIVOT (SUM(amount) FOR nope IN ('q1'));
SELECT * FROM sales UNPIVOT (v FOR n IN (dept, amount));
SELECT 1 = ANY (tags) FROM sales;
SELECT 'a' EXCEPT SELECT 'b';
SELECT count(*) EXCEPT ALL SELECT 2;
SELECT * FROM (VALUES (1), (2)) AS t(x) EXCEPT SELECT * FROM (VALUES (2)) AS u(x);
