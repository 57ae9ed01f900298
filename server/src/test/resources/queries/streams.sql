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
