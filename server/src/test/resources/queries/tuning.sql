-- How queries run and are made durable: chosen at CREATE, changed by ALTER QUERY, seen in sys.
CREATE TABLE numbers (n INTEGER, g INTEGER);
CREATE MATERIALIZED VIEW sums WITH ('checkpoint.async' = 'false', 'state.backend' = 'filesystem', parallelism = 2) AS
  SELECT g, SUM(n) AS total FROM numbers GROUP BY g;
CREATE MATERIALIZED VIEW counts AS SELECT g, COUNT(*) AS c FROM numbers GROUP BY g;
INSERT INTO numbers VALUES (1, 1), (2, 1), (3, 2);
CHECKPOINT;
SELECT query, mode, async, incremental FROM sys.checkpoint_queries
 WHERE checkpoint = (SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED') ORDER BY query;
ALTER QUERY counts SET ('checkpoint.async' = 'false', 'checkpoint.incremental' = 'false');
ALTER QUERY sums SET ('checkpoint.async' = 'true');
INSERT INTO numbers VALUES (4, 2), (5, 3);
DELETE FROM numbers WHERE n = 1;
CHECKPOINT;
SELECT query, mode, async, incremental FROM sys.checkpoint_queries
 WHERE checkpoint = (SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED') ORDER BY query;
SELECT state, mode, error FROM sys.checkpoints
 WHERE id = (SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED');
-- A savepoint knows nothing of how queries run: what was chosen since stays.
SAVEPOINT tuned;
ALTER QUERY counts SET ('checkpoint.incremental' = 'true');
ROLLBACK TO SAVEPOINT tuned;
INSERT INTO numbers VALUES (6, 1);
CHECKPOINT;
SELECT query, incremental FROM sys.checkpoint_queries
 WHERE checkpoint = (SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED') ORDER BY query;
SELECT * FROM sums ORDER BY g;
SELECT * FROM counts ORDER BY g;
-- What may be overtaken, results are the same; a view of a view is waited for.
ALTER QUERY sums SET ('checkpoint.mode' = 'unaligned');
ALTER QUERY counts SET ('checkpoint.mode' = 'auto', 'alignment.timeout' = '1 h');
CREATE MATERIALIZED VIEW groups WITH ('checkpoint.mode' = 'unaligned') AS SELECT COUNT(*) AS c FROM counts;
INSERT INTO numbers VALUES (7, 4), (8, 1);
CHECKPOINT;
SELECT query, mode, remark FROM sys.checkpoint_queries
 WHERE checkpoint = (SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED') AND query = 'public.groups';
DELETE FROM numbers WHERE n = 7;
CHECKPOINT;
SELECT * FROM sums ORDER BY g;
SELECT * FROM counts ORDER BY g;
SELECT * FROM groups;
-- What is wrong.
ALTER QUERY counts SET ('checkpoint.mode' = 'crooked');
ALTER QUERY counts SET ('alignment.timeout' = 'soon');
CREATE MATERIALIZED VIEW other WITH ('checkpoint.mode' = 'both') AS SELECT * FROM numbers;
ALTER QUERY counts SET ('checkpoint.async' = 'maybe');
ALTER QUERY counts SET ('checkpoint.asink' = 'true');
ALTER QUERY counts SET ('allowed-lateness' = '1 s');
ALTER QUERY numbers SET ('checkpoint.async' = 'true');
ALTER QUERY nobody SET ('checkpoint.async' = 'true');
CREATE MATERIALIZED VIEW other WITH ('state.backend' = 'paper') AS SELECT * FROM numbers;
ALTER QUERY counts SET ('restart.attempts' = '2', 'restart.delay' = '5 s');
ALTER QUERY counts SET ('restart.delay' = 'soon');
