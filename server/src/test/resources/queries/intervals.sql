-- Interval joins give what joins give that keep everything: those whose interval the planner does not see.
CREATE TABLE bid (auction BIGINT, price BIGINT, "dateTime" TIMESTAMP(3), WATERMARK FOR "dateTime" AS "dateTime" - INTERVAL '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '4000');
CREATE TABLE auction (id BIGINT, seller BIGINT, "dateTime" TIMESTAMP(3), WATERMARK FOR "dateTime" AS "dateTime" - INTERVAL '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '4000');
CREATE VIEW inner_seen AS SELECT b.price, b.auction, a.seller FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND;
CREATE VIEW inner_unseen AS SELECT b.price, b.auction, a.seller FROM bid b JOIN auction a ON b.auction = a.id AND (b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND) IS TRUE;
SELECT count(*) > 100 AS enough FROM inner_seen;
SELECT count(*) AS different FROM ((SELECT * FROM inner_seen EXCEPT ALL SELECT * FROM inner_unseen) UNION ALL (SELECT * FROM inner_unseen EXCEPT ALL SELECT * FROM inner_seen));
CREATE VIEW full_seen AS SELECT b.price, b.auction, a.id, a.seller FROM bid b FULL JOIN auction a ON b.auction = a.id AND a."dateTime" >= b."dateTime" - INTERVAL '0.03' SECOND AND a."dateTime" < b."dateTime" + INTERVAL '0.01' SECOND;
CREATE VIEW full_unseen AS SELECT b.price, b.auction, a.id, a.seller FROM bid b FULL JOIN auction a ON b.auction = a.id AND (a."dateTime" >= b."dateTime" - INTERVAL '0.03' SECOND AND a."dateTime" < b."dateTime" + INTERVAL '0.01' SECOND) IS TRUE;
SELECT count(price) > 100 AS left_rows, count(id) > 100 AS right_rows, count(price) <> count(id) AS unmatched FROM full_seen;
SELECT count(*) AS different FROM ((SELECT * FROM full_seen EXCEPT ALL SELECT * FROM full_unseen) UNION ALL (SELECT * FROM full_unseen EXCEPT ALL SELECT * FROM full_seen));
CREATE VIEW anti_seen AS SELECT price FROM bid b WHERE NOT EXISTS (SELECT 1 FROM auction a WHERE a.seller > b.price / 1000 AND a."dateTime" BETWEEN b."dateTime" - INTERVAL '0.02' SECOND AND b."dateTime");
CREATE VIEW anti_unseen AS SELECT price FROM bid b WHERE NOT EXISTS (SELECT 1 FROM auction a WHERE a.seller > b.price / 1000 AND (a."dateTime" BETWEEN b."dateTime" - INTERVAL '0.02' SECOND AND b."dateTime") IS TRUE);
SELECT count(*) > 10 AS enough FROM anti_seen;
SELECT count(*) AS different FROM ((SELECT * FROM anti_seen EXCEPT ALL SELECT * FROM anti_unseen) UNION ALL (SELECT * FROM anti_unseen EXCEPT ALL SELECT * FROM anti_seen));
EXPLAIN SELECT * FROM inner_seen;
-- Joins behind joins and windows behind joins go by the times that interval joins pass on.
CREATE TABLE person (id BIGINT, name VARCHAR, "dateTime" TIMESTAMP(3), WATERMARK FOR "dateTime" AS "dateTime" - INTERVAL '4' SECOND) WITH ('connector' = 'nexmark', 'rows' = '4000');
CREATE VIEW chain_seen AS SELECT b.price, b.auction, a.seller, p.id FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND
  LEFT JOIN person p ON p.id = a.seller AND p."dateTime" BETWEEN a."dateTime" - INTERVAL '0.2' SECOND AND a."dateTime" + INTERVAL '0.1' SECOND;
CREATE VIEW chain_unseen AS SELECT b.price, b.auction, a.seller, p.id FROM bid b JOIN auction a ON b.auction = a.id AND (b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND) IS TRUE
  LEFT JOIN person p ON p.id = a.seller AND (p."dateTime" BETWEEN a."dateTime" - INTERVAL '0.2' SECOND AND a."dateTime" + INTERVAL '0.1' SECOND) IS TRUE;
SELECT count(*) > 100 AS enough, count(id) > 10 AS matched, count(*) > count(id) AS unmatched FROM chain_seen;
SELECT count(*) AS different FROM ((SELECT * FROM chain_seen EXCEPT ALL SELECT * FROM chain_unseen) UNION ALL (SELECT * FROM chain_unseen EXCEPT ALL SELECT * FROM chain_seen));
CREATE VIEW windows_seen AS SELECT window_start, count(*) AS n, sum(price) AS total FROM TABLE(TUMBLE((SELECT b."dateTime" AS at, b.price FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND), DESCRIPTOR(at), INTERVAL '0.1' SECOND)) GROUP BY window_start, window_end;
CREATE VIEW windows_unseen AS SELECT window_start, count(*) AS n, sum(price) AS total FROM TABLE(TUMBLE((SELECT b."dateTime" AS at, b.price FROM bid b JOIN auction a ON b.auction = a.id AND (b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '0.05' SECOND) IS TRUE), DESCRIPTOR(at), INTERVAL '0.1' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW windows_kept AS SELECT * FROM windows_seen;
SELECT count(*) > 2 AS enough FROM windows_seen;
SELECT count(*) AS different FROM ((SELECT * FROM windows_seen EXCEPT ALL SELECT * FROM windows_unseen) UNION ALL (SELECT * FROM windows_unseen EXCEPT ALL SELECT * FROM windows_seen));
