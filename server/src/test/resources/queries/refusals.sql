-- What is not there yet is refused by name.
CREATE TABLE t (a INTEGER, b TIMESTAMP(3), m VARCHAR METADATA FROM 'key');
CREATE TABLE t (a INTEGER MULTISET);
CREATE TABLE t (a INTEGER) WITH ('connector' = 'blakhole');
CREATE TABLE t (a INTEGER) WITH ('connector' = 'blackhole', 'formt' = 'csv');
CREATE TABLE t (a INTEGER) WITH ('format' = 'csv');
CREATE TABLE t (a INTEGER, a INTEGER);
CREATE TABLE t (a INTEGER, PRIMARY KEY (b));
CREATE TABLE t (a INTEGER PRIMARY KEY, PRIMARY KEY (a));
CREATE TABLE t (a INTEGER, WATERMARK FOR a AS a);
CREATE TABLE t (a INTEGER DEFAULT 'x');
CREATE TABLE t (a VARCHAR(2) DEFAULT 'abc');
CREATE TABLE t (a DECIMAL(40, 2));
CREATE FUNCTION f AS 'a.B';
CREATE SCHEMA s;
CREATE TABLE s.t (a INTEGER);
CREATE TABLE t (a INTEGER);
ALTER QUERY t SET ('parallelism' = 2);
STOP QUERY t;
CANCEL QUERY t;
EXPLAIN ANALYZE QUERY t;
CREATE PIPELINE p AS INSERT INTO t SELECT STREAM * FROM t;
CREATE TABLE sink (a INTEGER) WITH ('connector' = 'filesystem', 'path' = 'target/never', 'format' = 'csv');
CREATE PIPELINE p AS INSERT INTO sink SELECT * FROM t;
CREATE PIPELINE p AS INSERT INTO sink SELECT STREAM * FROM t;
INSERT INTO t SELECT STREAM * FROM t;
UPDATE sink SET a = 1;
MERGE INTO t USING t AS s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1;
CREATE TABLE stock (item VARCHAR PRIMARY KEY, pieces INTEGER);
-- what Calcite's grammar lets through
SELECT 1 AS x WHERE 1 IN (SELECT 2) - 1;
CREATE TABLE moments (a INTEGER);
SELECT a FROM moments FOR SYSTEM_TIME AS OF a IN (SELECT 1);
CREATE TABLE wide (price DECIMAL(99999999999999999999999, 2));

-- A function of the name of an operator
SELECT DOT (1);

-- What is computed over rows has none in VALUES.
VALUES (1, GROUPING(1));
VALUES COUNT(*);
SELECT * FROM (VALUES (1), (SUM(1) OVER ())) AS v (a);
VALUES ((SELECT COUNT(*) FROM (VALUES (1)) AS v (a)));

-- The element of a cast
SELECT a::BIGINT ARRAY[1] FROM (VALUES (ARRAY[1])) AS t (a);
SELECT (a::BIGINT ARRAY)[1] AS a FROM (VALUES (ARRAY[1])) AS t (a);

-- What follows ANY (…), and names of columns as a value
SELECT a = ANY (SELECT b FROM (VALUES (1)) AS u (b)) - 1 FROM (VALUES (1)) AS t (a);
SELECT DESCRIPTOR(*) FROM (VALUES (1)) AS t (a);
SELECT COUNT(DESCRIPTOR(a)) FROM (VALUES (1)) AS t (a);

-- LIMIT of a value, half a byte, a filter of what is no aggregate
SELECT (3 LIMIT 1);
SELECT LISTAGG(X'0', ',') WITHIN GROUP (ORDER BY a) FROM (VALUES (1)) AS t (a);
SELECT a, GROUPING(a) FILTER (WHERE TRUE) FROM (VALUES (1)) AS t (a) GROUP BY ROLLUP (a);

-- Values of IN and conditions of CASE that do not fit
SELECT * FROM (VALUES (1)) AS t (a) WHERE a IN (1, DATE '2024-01-01');
SELECT CASE WHEN a = 1, a = 2 THEN 'one' ELSE 'b' END FROM (VALUES (1)) AS t (a);
SELECT AVG(DISTINCT a PARTITION BY b) FROM (VALUES (1, 2)) AS t (a, b);
SELECT ABS(a PARTITION BY b) FROM (VALUES (1, 2)) AS t (a, b);
