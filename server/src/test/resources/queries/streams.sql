-- SELECT STREAM gives the result and then the changes.
CREATE TABLE t (k VARCHAR, v INTEGER);
INSERT INTO t VALUES ('a', 1), ('b', 2), ('a', 3);
-- take 3
SELECT STREAM k, v FROM t;
-- take 2
SELECT STREAM k, SUM(v) AS total FROM t GROUP BY k;
CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows' = '100', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
SELECT COUNT(*) AS n, SUM(n) AS total FROM numbers;
SELECT STREAM n FROM numbers WHERE n < 3;
SET stream.progress = on;
SHOW stream.progress;
RESET stream.progress;
SET stream.progres = on;
SET parallelism = 0;
SET state.memory = '1 GB';
CREATE TABLE endless (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '0');
SELECT COUNT(*) FROM endless;
SELECT n >= 0 AS ok FROM endless LIMIT 3;
-- A LIMIT without an order ends a continuous query, too, where rows are never taken back.
SELECT STREAM n >= 0 AS ok FROM endless LIMIT 3;
SELECT STREAM n >= 0 AS ok FROM endless WHERE n IS NOT NULL LIMIT 2 OFFSET 5;
SELECT STREAM n FROM endless LIMIT 0;
SELECT STREAM e.n IS NOT NULL AS ok FROM (SELECT n FROM endless UNION ALL SELECT n FROM numbers) e LIMIT 3;
SELECT STREAM n FROM numbers WHERE n < 2 LIMIT 5;
-- take 2
SELECT STREAM k FROM t WHERE k = 'a' LIMIT 2;
EXPLAIN SELECT STREAM n FROM endless LIMIT 3;
EXPLAIN SELECT STREAM k FROM t LIMIT 3;
