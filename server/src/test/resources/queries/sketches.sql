-- An estimate over what only grows, the same in any order and at any parallelism; exact where rows may go.
SELECT approx_count_distinct(x) AS few, count(DISTINCT x) AS exactly FROM generate_series(1, 200) AS s (x);
SELECT abs(approx_count_distinct(x) - 50000) < 2500 AS near, approx_count_distinct(x) FILTER (WHERE x <= 10) AS ten FROM generate_series(1, 50000) AS s (x);
SELECT approx_count_distinct(x) = approx_count_distinct(50001 - x) AS same FROM generate_series(1, 50000) AS s (x);
SELECT x % 3 AS k, approx_count_distinct(x / 3) AS n FROM generate_series(0, 299) AS s (x) GROUP BY x % 3 ORDER BY k;
SELECT x % 2 AS k, approx_count_distinct(x % 7) AS n FROM generate_series(0, 99) AS s (x) GROUP BY ROLLUP (x % 2) ORDER BY k;
SELECT approx_count_distinct(t) AS t, approx_count_distinct(d) AS d, approx_count_distinct(w) AS w, approx_count_distinct(f) AS f, approx_count_distinct(a) AS a FROM (VALUES ('', 1.5, CAST(1 AS DECIMAL(38, 0)), 0e0, ARRAY[1]), ('a', 1.5, CAST(2 AS DECIMAL(38, 0)), -0e0, ARRAY[1]), (NULL, NULL, NULL, NULL, NULL)) AS v(t, d, w, f, a);
CREATE TABLE hits (id INTEGER PRIMARY KEY, page VARCHAR, who INTEGER);
INSERT INTO hits VALUES (1, 'x', 1), (2, 'x', 1), (3, 'x', 2), (4, 'y', 3);
CREATE MATERIALIZED VIEW visitors AS SELECT page, approx_count_distinct(who) AS n FROM hits GROUP BY page;
DELETE FROM hits WHERE id = 3;
SELECT * FROM visitors ORDER BY page;
SELECT page, approx_count_distinct(who) AS n FROM hits GROUP BY page ORDER BY page;
EXPLAIN SELECT approx_count_distinct(who) FROM hits;
EXPLAIN SELECT STREAM approx_count_distinct(who) FROM hits;
