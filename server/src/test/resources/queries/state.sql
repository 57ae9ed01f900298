-- What state queries hold, by operator and key group, as of the newest checkpoint.
CREATE TABLE visits (person INTEGER, page VARCHAR);
CREATE MATERIALIZED VIEW pages WITH (parallelism = 3) AS SELECT page, COUNT(*) AS n FROM visits GROUP BY page;
INSERT INTO visits VALUES (1, 'a'), (2, 'a'), (1, 'b'), (3, 'c'), (3, 'd'), (4, 'd');
CHECKPOINT;
SELECT query, operator, kind, SUM(keys) AS keys, COUNT(key_group) AS groups FROM sys.state GROUP BY query, operator, kind ORDER BY kind;
DELETE FROM visits WHERE page = 'd';
CHECKPOINT;
SELECT query, operator, kind, SUM(keys) AS keys FROM sys.state GROUP BY query, operator, kind ORDER BY kind;
SELECT COUNT(*) AS more_than_one FROM (
  SELECT query, operator, state_table, key_group FROM sys.state GROUP BY query, operator, state_table, key_group HAVING COUNT(*) > 1) AS x;
-- Where a savepoint stands in its sources.
CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows' = '10', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
CREATE MATERIALIZED VIEW counted AS SELECT COUNT(*) AS n FROM numbers;
-- until 10
SELECT n FROM counted;
SAVEPOINT counted_all;
SELECT savepoint, query, scan, split_offset FROM sys.savepoint_positions WHERE query = 'public.counted' ORDER BY split;
