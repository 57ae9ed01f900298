-- The first rows of windows, window functions over them, and joins of them: given when the window has ended. The watermark is the newest time.
CREATE TABLE bids (id INTEGER PRIMARY KEY, item VARCHAR, price INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE TABLE asks (id INTEGER PRIMARY KEY, item VARCHAR, price INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE VIEW tens AS SELECT * FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '10' SECOND));
CREATE VIEW ask_tens AS SELECT * FROM TABLE(TUMBLE(TABLE asks, DESCRIPTOR(ts), INTERVAL '10' SECOND));
CREATE MATERIALIZED VIEW dearest AS SELECT item, window_end, place, id, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, item ORDER BY price DESC) AS place FROM tens) WHERE place <= 2;
CREATE MATERIALIZED VIEW last_of_each AS SELECT window_end, item, id FROM tens QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end, item ORDER BY ts DESC) = 1;
CREATE MATERIALIZED VIEW cheap AS SELECT window_end, id FROM tens QUALIFY RANK() OVER (PARTITION BY window_start, window_end ORDER BY price) = 1;
CREATE MATERIALIZED VIEW best_items AS SELECT window_end, item, total FROM (SELECT window_start, window_end, item, SUM(price) AS total FROM tens GROUP BY window_start, window_end, item) QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY total DESC) <= 1;
CREATE MATERIALIZED VIEW busiest_visit AS SELECT item, window_start, id FROM TABLE(SESSION(TABLE bids PARTITION BY item, DESCRIPTOR(ts), INTERVAL '5' SECOND)) QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end, item ORDER BY price DESC) = 1;
CREATE MATERIALIZED VIEW so_far AS SELECT window_end, id, SUM(price) OVER (PARTITION BY window_start, window_end ORDER BY id) AS total, LEAD(id) OVER (PARTITION BY window_start, window_end ORDER BY id) AS next FROM tens;
CREATE MATERIALIZED VIEW pairs AS SELECT b.window_end, b.id AS bid, a.id AS ask FROM tens b JOIN ask_tens a ON b.window_start = a.window_start AND b.window_end = a.window_end AND b.item = a.item;
CREATE MATERIALIZED VIEW pairs_or_not AS SELECT COALESCE(b.window_end, a.window_end) AS window_end, b.id AS bid, a.id AS ask FROM tens b FULL JOIN ask_tens a ON b.window_start = a.window_start AND b.window_end = a.window_end AND b.item = a.item AND a.price <= b.price;
CREATE MATERIALIZED VIEW alone AS SELECT window_end, id FROM tens b WHERE NOT EXISTS (SELECT 1 FROM ask_tens a WHERE b.window_start = a.window_start AND b.window_end = a.window_end AND b.item = a.item);
CREATE MATERIALIZED VIEW in_company AS SELECT window_end, id FROM tens b WHERE EXISTS (SELECT 1 FROM ask_tens a WHERE b.window_start = a.window_start AND b.window_end = a.window_end AND b.item = a.item);
CREATE MATERIALIZED VIEW minutes AS SELECT window_end, SUM(price) AS dearest FROM TABLE(TUMBLE((SELECT window_end AS e, price FROM tens QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC, id) = 1), DESCRIPTOR(e), INTERVAL '20' SECOND)) GROUP BY window_start, window_end;
-- A time of rows among the keys is not bounded in groups that come at the end of a window: the outer windows are kept up to date.
CREATE MATERIALIZED VIEW outer_windows AS SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE((SELECT ts AS at FROM (SELECT ts, window_start, window_end FROM TABLE(HOP(TABLE bids, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) GROUP BY ts, window_start, window_end)), DESCRIPTOR(at), INTERVAL '2' SECOND)) GROUP BY window_start, window_end;

INSERT INTO bids VALUES (1, 'cup', 10, TIMESTAMP '2026-01-01 00:00:01'), (2, 'cup', 12, TIMESTAMP '2026-01-01 00:00:02'), (3, 'cup', 11, TIMESTAMP '2026-01-01 00:00:08'), (4, 'pot', 30, TIMESTAMP '2026-01-01 00:00:09'), (5, 'cup', NULL, TIMESTAMP '2026-01-01 00:00:09');
INSERT INTO asks VALUES (1, 'cup', 11, TIMESTAMP '2026-01-01 00:00:03'), (2, 'pan', 5, TIMESTAMP '2026-01-01 00:00:04');
-- Nothing has ended.
SELECT COUNT(*) AS n FROM dearest;
SELECT COUNT(*) AS n FROM so_far;
SELECT COUNT(*) AS n FROM pairs;
SELECT COUNT(*) AS n FROM pairs_or_not;
SELECT COUNT(*) AS n FROM alone;

-- What changes before the end counts as it is at the end.
UPDATE bids SET price = 20 WHERE id = 5;
DELETE FROM bids WHERE id = 4;
INSERT INTO bids VALUES (6, 'pot', 7, TIMESTAMP '2026-01-01 00:00:09'), (7, 'cup', 1, TIMESTAMP '2026-01-01 00:00:12');
SELECT * FROM dearest ORDER BY item, place;
SELECT * FROM last_of_each ORDER BY item;
SELECT * FROM cheap;
SELECT * FROM best_items;
SELECT * FROM so_far ORDER BY id;
-- A join has ended when both sides have.
SELECT COUNT(*) AS n FROM pairs;
SELECT COUNT(*) AS n FROM pairs_or_not;
INSERT INTO asks VALUES (3, 'cup', 1, TIMESTAMP '2026-01-01 00:00:12');
SELECT * FROM pairs ORDER BY bid;
SELECT * FROM pairs_or_not ORDER BY bid, ask;
SELECT * FROM alone ORDER BY id;
SELECT * FROM in_company ORDER BY id;
-- A finite query sees the same.
SELECT item, window_end, id FROM tens QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end, item ORDER BY price DESC) <= 1 ORDER BY item;
SELECT b.id AS bid, a.id AS ask FROM tens b JOIN ask_tens a ON b.window_start = a.window_start AND b.window_end = a.window_end AND b.item = a.item ORDER BY b.id;

-- Late: nothing changes any more.
INSERT INTO bids VALUES (8, 'cup', 99, TIMESTAMP '2026-01-01 00:00:05');
DELETE FROM bids WHERE id = 2;
SELECT * FROM dearest ORDER BY item, place;
SELECT * FROM pairs ORDER BY bid;
-- reopen
INSERT INTO bids VALUES (9, 'cup', 50, TIMESTAMP '2026-01-01 00:00:40');
INSERT INTO asks VALUES (9, 'cup', 50, TIMESTAMP '2026-01-01 00:00:40');
SELECT * FROM dearest ORDER BY window_end, item, place;
SELECT * FROM busiest_visit ORDER BY item, window_start;
SELECT * FROM pairs ORDER BY bid;
SELECT * FROM pairs_or_not ORDER BY bid, ask;
SELECT * FROM alone ORDER BY id;
SELECT * FROM minutes ORDER BY window_end;
SELECT * FROM outer_windows ORDER BY window_start;

-- Rows are given once: the stream has no op.
-- take 1
SELECT STREAM item, window_end, id FROM tens WHERE item = 'pot' QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end, item ORDER BY price DESC) = 1;

-- Rows that may come late correct what was given.
CREATE TABLE heat (id INTEGER PRIMARY KEY, place VARCHAR, t INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE TABLE wind (id INTEGER PRIMARY KEY, place VARCHAR, v INTEGER, ts TIMESTAMP(6), WATERMARK FOR ts AS ts);
CREATE MATERIALIZED VIEW warmest WITH ('allowed-lateness' = '20 s') AS SELECT window_end, id, t FROM TABLE(TUMBLE(TABLE heat, DESCRIPTOR(ts), INTERVAL '10' SECOND)) QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY t DESC) <= 1;
CREATE MATERIALIZED VIEW rising WITH ('allowed-lateness' = '20 s') AS SELECT id, t - LAG(t) OVER (PARTITION BY window_start, window_end ORDER BY ts) AS rise FROM TABLE(TUMBLE(TABLE heat, DESCRIPTOR(ts), INTERVAL '10' SECOND));
CREATE MATERIALIZED VIEW both_known WITH ('allowed-lateness' = '20 s') AS SELECT h.window_end, h.id AS heat, w.id AS wind FROM TABLE(TUMBLE(TABLE heat, DESCRIPTOR(ts), INTERVAL '10' SECOND)) h LEFT JOIN TABLE(TUMBLE(TABLE wind, DESCRIPTOR(ts), INTERVAL '10' SECOND)) w ON h.window_start = w.window_start AND h.window_end = w.window_end AND h.place = w.place;
INSERT INTO heat VALUES (1, 'roof', 20, TIMESTAMP '2026-06-01 12:00:01'), (2, 'roof', 21, TIMESTAMP '2026-06-01 12:00:04'), (3, 'roof', 22, TIMESTAMP '2026-06-01 12:00:12');
INSERT INTO wind VALUES (1, 'yard', 20, TIMESTAMP '2026-06-01 12:00:12');
SELECT * FROM warmest ORDER BY window_end;
SELECT * FROM rising ORDER BY id;
SELECT * FROM both_known ORDER BY heat;
INSERT INTO heat VALUES (4, 'roof', 35, TIMESTAMP '2026-06-01 12:00:03');
INSERT INTO wind VALUES (2, 'roof', 20, TIMESTAMP '2026-06-01 12:00:05');
SELECT * FROM warmest ORDER BY window_end;
SELECT * FROM rising ORDER BY id;
SELECT * FROM both_known ORDER BY heat;
-- reopen
DELETE FROM heat WHERE id = 4;
SELECT * FROM warmest ORDER BY window_end;
SELECT * FROM rising ORDER BY id;
SELECT * FROM both_known ORDER BY heat;
-- Too late.
INSERT INTO heat VALUES (5, 'roof', 22, TIMESTAMP '2026-06-01 12:01:00');
INSERT INTO wind VALUES (3, 'roof', 22, TIMESTAMP '2026-06-01 12:01:00');
DELETE FROM heat WHERE id = 2;
DELETE FROM wind WHERE id = 2;
SELECT * FROM warmest ORDER BY window_end;
SELECT * FROM rising ORDER BY id;
SELECT * FROM both_known ORDER BY heat;

-- State is bounded: nothing to warn of.
CREATE TABLE bid (auction BIGINT, price BIGINT, "dateTime" TIMESTAMP(3), WATERMARK FOR "dateTime" AS "dateTime" - INTERVAL '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '4000');
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT auction, price, window_end FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '10' SECOND)) QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC) <= 3;
SELECT COUNT(*) AS n FROM (SELECT auction, price, window_end FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '0.05' SECOND)) QUALIFY ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC) <= 3);
