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
