-- The watermark is the newest time: what comes behind it is late.
CREATE TABLE readings (id INTEGER PRIMARY KEY, place VARCHAR, t INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE MATERIALIZED VIEW strict WITH ('late-rows' = 'keep') AS SELECT window_end, COUNT(*) AS n, MAX(t) AS warmest FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW lenient WITH ('allowed-lateness' = '20 s') AS SELECT window_end, COUNT(*) AS n, MAX(t) AS warmest FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW hops WITH ('allowed-lateness' = '20 s') AS SELECT place, window_end, COUNT(DISTINCT t) AS n FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) GROUP BY place, window_start, window_end;
CREATE MATERIALIZED VIEW stays WITH ('allowed-lateness' = '20 s') AS SELECT place, window_start, window_end, COUNT(*) AS n FROM TABLE(SESSION(TABLE readings PARTITION BY place, DESCRIPTOR(ts), INTERVAL '5' SECOND)) GROUP BY place, window_start, window_end;
CREATE MATERIALIZED VIEW nested WITH ('allowed-lateness' = '20 s') AS SELECT window_end, COUNT(*) AS windows, SUM(n) AS n FROM TABLE(TUMBLE((SELECT window_time AS t, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' SECOND)) GROUP BY window_start, window_end, window_time), DESCRIPTOR(t), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW above AS SELECT window_end AS ten, window_start, COUNT(*) AS c, SUM(n) AS n FROM TABLE(TUMBLE((SELECT window_end AS e, n FROM lenient), DESCRIPTOR(e), INTERVAL '20' SECOND)) GROUP BY window_start, window_end;
INSERT INTO readings VALUES (1, 'roof', 20, TIMESTAMP '2026-06-01 12:00:01'), (2, 'roof', 21, TIMESTAMP '2026-06-01 12:00:04'), (3, 'roof', 22, TIMESTAMP '2026-06-01 12:00:12');
SELECT * FROM strict ORDER BY window_end;
SELECT * FROM lenient ORDER BY window_end;
SELECT * FROM hops ORDER BY place, window_end;
SELECT * FROM stays ORDER BY place, window_start;
SELECT * FROM nested ORDER BY window_end;

-- Late by 5 seconds.
INSERT INTO readings VALUES (4, 'roof', 35, TIMESTAMP '2026-06-01 12:00:07');
SELECT * FROM strict ORDER BY window_end;
SELECT * FROM lenient ORDER BY window_end;
SELECT * FROM hops ORDER BY place, window_end;
SELECT * FROM stays ORDER BY place, window_start;
SELECT * FROM nested ORDER BY window_end;
SELECT query, place, content FROM sys.late_rows;
SELECT query, place, rows_late FROM sys.late_counts ORDER BY query;

-- Too late for all, and a change of what is settled.
INSERT INTO readings VALUES (5, 'roof', 10, TIMESTAMP '2026-06-01 12:00:40');
INSERT INTO readings VALUES (6, 'roof', 99, TIMESTAMP '2026-06-01 12:00:05'), (7, 'yard', 50, TIMESTAMP '2026-06-01 12:00:25');
DELETE FROM readings WHERE id = 1;
SELECT * FROM strict ORDER BY window_end;
SELECT * FROM lenient ORDER BY window_end;
SELECT * FROM hops ORDER BY place, window_end;
SELECT * FROM stays ORDER BY place, window_start;
SELECT * FROM nested ORDER BY window_end;
SELECT query, place, content FROM sys.late_rows;
SELECT query, place, rows_late FROM sys.late_counts ORDER BY query;
-- A view over one that is corrected waits until it is settled.
SELECT * FROM above;
INSERT INTO readings VALUES (8, 'roof', 10, TIMESTAMP '2026-06-01 12:02:00');
SELECT * FROM above ORDER BY ten;
-- reopen
SELECT * FROM lenient ORDER BY window_end;
INSERT INTO readings VALUES (9, 'yard', 60, TIMESTAMP '2026-06-01 12:01:45');
INSERT INTO readings VALUES (10, 'yard', 60, TIMESTAMP '2026-06-01 12:03:00');
SELECT * FROM lenient ORDER BY window_end;
SELECT * FROM above ORDER BY ten;

-- State without limit is said.
CREATE TABLE clicks (who BIGINT, page BIGINT) WITH ('connector' = 'datagen', 'rows' = '10', 'rows-per-second' = '0', 'fields.who.kind' = 'sequence', 'fields.page.kind' = 'sequence');
CREATE MATERIALIZED VIEW by_who AS SELECT who, COUNT(*) AS n FROM clicks GROUP BY who;
CREATE MATERIALIZED VIEW pages AS SELECT DISTINCT page FROM clicks;
CREATE MATERIALIZED VIEW people AS SELECT COUNT(DISTINCT who) AS n FROM clicks;
CREATE MATERIALIZED VIEW pairs AS SELECT a.who, b.page FROM clicks a JOIN clicks b ON a.who = b.page;
CREATE MATERIALIZED VIEW total AS SELECT COUNT(*) AS n FROM clicks;
CREATE MATERIALIZED VIEW aging WITH ('state-ttl' = '1 day') AS SELECT who, COUNT(*) AS n FROM clicks GROUP BY who;
CREATE MATERIALIZED VIEW aging_pages WITH ('state-ttl' = '1 day') AS SELECT DISTINCT page FROM clicks;
-- until 10
SELECT COUNT(*) AS n FROM aging;
-- until 10
SELECT COUNT(*) AS n FROM aging_pages;
CREATE MATERIALIZED VIEW no_pairs WITH ('state-ttl' = '1 day') AS SELECT a.who, b.page FROM clicks a JOIN clicks b ON a.who = b.page;
CREATE MATERIALIZED VIEW no_people WITH ('state-ttl' = '1 day') AS SELECT COUNT(DISTINCT who) AS n FROM clicks;
CREATE MATERIALIZED VIEW no_distinct WITH ('state-ttl' = '1 day') AS SELECT page, COUNT(DISTINCT who) AS n FROM clicks GROUP BY page;
CREATE MATERIALIZED VIEW no_updates WITH ('state-ttl' = '1 day') AS SELECT n, COUNT(*) AS m FROM (SELECT who, COUNT(*) AS n FROM clicks GROUP BY who) GROUP BY n;
CREATE MATERIALIZED VIEW no_effect WITH ('state-ttl' = '1 day') AS SELECT COUNT(*) AS n FROM clicks;
CREATE MATERIALIZED VIEW wrong WITH ('state-ttl' = 'soon') AS SELECT COUNT(*) AS n FROM clicks;
CREATE MATERIALIZED VIEW wrong WITH ('late-rows' = 'all') AS SELECT COUNT(*) AS n FROM clicks;
CREATE MATERIALIZED VIEW wrong WITH ('allowed_lateness' = '1 s') AS SELECT COUNT(*) AS n FROM clicks;
EXPLAIN CREATE MATERIALIZED VIEW v WITH ('allowed-lateness' = '20 s') AS SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
