-- Window functions in the order of event time, over rows that are never taken back: rows that the watermark has passed are forgotten.
-- Every seventh row comes eight seconds behind its place: late, as the watermark is two seconds behind.
CREATE TABLE beats (n BIGINT NOT NULL, k AS MOD(n, 2), v AS MOD(n * 7, 10), ts AS TIMESTAMP '2026-01-01 00:00:00' + CASE WHEN MOD(n, 7) = 6 THEN n - 8 ELSE n END * INTERVAL '1' SECOND, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND) WITH ('connector' = 'datagen', 'rows' = '60', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
-- The rows that are on time, in a table without event time.
CREATE TABLE plain (n BIGINT PRIMARY KEY, k BIGINT NOT NULL, v BIGINT NOT NULL, ts TIMESTAMP);
INSERT INTO plain SELECT n, k, v, ts FROM beats WHERE MOD(n, 7) <> 6;
SELECT COUNT(*) AS n FROM plain;

SELECT n, k, v, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS last_three, LEAD(v) OVER (PARTITION BY k ORDER BY ts) AS next, RANK() OVER (PARTITION BY k ORDER BY ts) AS place FROM beats ORDER BY n LIMIT 10;
SELECT COUNT(*) AS n FROM ((SELECT n, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS a, LAG(v, 2) OVER (PARTITION BY k ORDER BY ts) AS b, COUNT(*) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '10' SECOND PRECEDING AND CURRENT ROW) AS c, MAX(v) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '4' SECOND PRECEDING AND INTERVAL '2' SECOND FOLLOWING) AS d FROM beats)
  EXCEPT (SELECT n, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS a, LAG(v, 2) OVER (PARTITION BY k ORDER BY ts) AS b, COUNT(*) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '10' SECOND PRECEDING AND CURRENT ROW) AS c, MAX(v) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '4' SECOND PRECEDING AND INTERVAL '2' SECOND FOLLOWING) AS d FROM plain));
SELECT COUNT(*) AS n FROM ((SELECT n, ROW_NUMBER() OVER w AS a, SUM(v) OVER w AS b, MIN(v) OVER w AS c, FIRST_VALUE(n) OVER w AS d, NTH_VALUE(n, 3) OVER w AS e, LAST_VALUE(v) OVER w AS f FROM beats WINDOW w AS (PARTITION BY k ORDER BY ts))
  EXCEPT (SELECT n, ROW_NUMBER() OVER w AS a, SUM(v) OVER w AS b, MIN(v) OVER w AS c, FIRST_VALUE(n) OVER w AS d, NTH_VALUE(n, 3) OVER w AS e, LAST_VALUE(v) OVER w AS f FROM plain WINDOW w AS (PARTITION BY k ORDER BY ts)));
-- Another order, or the whole partition: all rows are kept, and none is late.
SELECT COUNT(*) AS n, MAX(place) AS m FROM (SELECT ROW_NUMBER() OVER (ORDER BY ts DESC) AS place FROM beats);
SELECT MAX(c) AS m FROM (SELECT COUNT(*) OVER (PARTITION BY k) AS c FROM beats);

-- What is kept is said: nothing to warn of, a few rows of each partition, every row without a time, every row.
CREATE TABLE pulses (k BIGINT, v BIGINT, ts TIMESTAMP NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND) WITH ('connector' = 'datagen', 'rows' = '10');
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT k, SUM(v) OVER (ORDER BY ts) AS total, LAG(v) OVER (ORDER BY ts) AS before FROM pulses;
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT k, SUM(v) OVER (PARTITION BY k ORDER BY ts RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS total FROM pulses;
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT k, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS 9 PRECEDING) AS total FROM pulses;
CREATE TABLE unsure (v BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND) WITH ('connector' = 'datagen', 'rows' = '10');
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT v, SUM(v) OVER (ORDER BY ts) AS total FROM unsure;
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT k, SUM(v) OVER (PARTITION BY k ORDER BY v) AS total FROM pulses;
