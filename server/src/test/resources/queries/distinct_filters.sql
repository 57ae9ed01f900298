-- Distinct values of one argument under several filters, kept together: each call counts its own.
CREATE TABLE visits (id INT PRIMARY KEY, page VARCHAR, who INT, price INT, at TIMESTAMP(3) NOT NULL, WATERMARK FOR at AS at);
CREATE MATERIALIZED VIEW kept AS
  SELECT page, count(DISTINCT who) AS n, count(DISTINCT who) FILTER (WHERE price < 10) AS cheap,
    sum(DISTINCT who) FILTER (WHERE price >= 10) AS dear, count(DISTINCT price) FILTER (WHERE who > 1) AS prices
  FROM visits GROUP BY page;
CREATE MATERIALIZED VIEW only_filtered AS
  SELECT count(DISTINCT who) FILTER (WHERE price < 10) AS cheap, count(DISTINCT who) FILTER (WHERE price > 10) AS dear FROM visits;
INSERT INTO visits VALUES (1, 'a', 1, 5, '2026-01-01 00:00:10'), (2, 'a', 1, 15, '2026-01-01 00:00:20'),
  (3, 'a', 2, 15, '2026-01-01 00:00:40'), (4, 'b', NULL, 5, '2026-01-01 00:01:10'), (5, 'b', 3, NULL, '2026-01-01 00:01:20');
SELECT * FROM kept ORDER BY page;
SELECT * FROM only_filtered;
-- The last copy that passes one filter goes; the value stays for the other calls.
DELETE FROM visits WHERE id = 1;
SELECT * FROM kept ORDER BY page;
UPDATE visits SET price = 7 WHERE id = 3;
INSERT INTO visits VALUES (6, 'b', 3, 1, '2026-01-01 00:01:30'), (7, 'b', 2, 10, '2026-01-01 00:01:30');
SELECT * FROM kept ORDER BY page;
SELECT * FROM only_filtered;
DELETE FROM visits WHERE page = 'a';
SELECT * FROM kept ORDER BY page;
-- Windows that share slices, over rows that only come.
CREATE TABLE events (n BIGINT NOT NULL, who AS MOD(n * 7, 5), price AS MOD(n, 13),
  ts AS TIMESTAMP '2026-01-01 00:00:00' + n * INTERVAL '1' SECOND, WATERMARK FOR ts AS ts)
WITH ('connector' = 'datagen', 'rows' = '40', 'rows-per-second' = '0', 'fields.n.kind' = 'sequence');
CREATE MATERIALIZED VIEW hops AS
  SELECT window_start, count(DISTINCT who) AS n, count(DISTINCT who) FILTER (WHERE price < 3) AS cheap,
    sum(DISTINCT who) FILTER (WHERE price > 10) AS dear
  FROM TABLE(HOP(TABLE events, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
SELECT * FROM hops ORDER BY window_start;
SELECT FLOOR(n / 5) AS slice, ARRAY_AGG(who || ':' || price ORDER BY n) FROM events GROUP BY FLOOR(n / 5) ORDER BY slice;
