-- Habits of PostgreSQL: operators, WHERE without FROM, names in ORDER BY.
SELECT 'Abc' ~ 'b' AS a, 'Abc' ~* 'B' AS b, 'Abc' !~ 'b' AS c, 'Abc' !~* 'a' AS d, 'Abc' ~ '^a' AS e, CAST(NULL AS VARCHAR) ~ 'x' AS n, 'a' || 'b' ~ 'ab' AS j, NOT 'x' ~ 'y' AND 1 = 1 AS l;
SELECT 'x' ~ '(';
SELECT 2 ^ 3 AS a, 2 * 3 ^ 2 AS b, 2 ^ 3 ^ 2 AS c, -2 ^ 2 AS d, 10 ^ -1 AS e, CAST(2 AS DECIMAL(5, 2)) ^ 2 AS f;
SELECT 1 AS a WHERE 1 = 1;
SELECT 1 AS a WHERE 1 = 2;
SELECT count(*) AS n WHERE false;
SELECT 1 AS a WHERE 1 = 2 UNION ALL SELECT 2 WHERE true;
SELECT contains('abc', 'b') AS a, contains('abc', 'x') AS b, contains FROM (VALUES (1)) AS v(contains);
CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER);
INSERT INTO t VALUES (1, 30), (2, 10), (3, 20);
SELECT x AS id, -id AS x FROM t ORDER BY id;
SELECT x AS id, -id AS x FROM t ORDER BY id + 0;
SELECT x AS id, -id AS x FROM t ORDER BY -x, id;
SELECT -x AS y FROM t ORDER BY -y;
SELECT x AS y, sum(id) AS s FROM t GROUP BY x ORDER BY x + 0 DESC;
SELECT id AS y FROM t ORDER BY abs(x - 20) DESC, (SELECT min(x) FROM t AS i WHERE i.id = t.id) + 0;
SELECT id AS x FROM t UNION ALL SELECT 9 ORDER BY x;
-- Not there: a function of months and days together, chance.
SELECT age(TIMESTAMP '2024-03-01 00:00:00', TIMESTAMP '2024-01-31 00:00:00');
SELECT age(TIMESTAMP '2001-04-10 00:00:00', TIMESTAMP '1957-06-13 00:00:00') AS a, age(DATE '1957-06-13', DATE '2001-04-10') AS b, age(DATE '2024-01-01', DATE '2024-01-01') AS c;
SELECT age(TIMESTAMP '2024-03-01 01:00:00', TIMESTAMP '2024-02-29 23:30:00.25') AS a, age(TIMESTAMP '2024-02-28 00:00:00', TIMESTAMP '2024-02-28 00:00:01.5') AS b, age(CAST(NULL AS DATE)) AS c;
SELECT age(current_date) AS a, age(localtimestamp, localtimestamp) AS b;
