-- Views and materialized views follow their tables, and a session reads its own writes.
CREATE TABLE sales (id INTEGER PRIMARY KEY, shop VARCHAR, amount INTEGER);
CREATE MATERIALIZED VIEW by_shop AS
  SELECT shop, COUNT(*) AS n, SUM(amount) AS total, MIN(amount) AS least, MAX(amount) AS most FROM sales GROUP BY shop;
CREATE MATERIALIZED VIEW overall (shops, total) AS SELECT COUNT(*), SUM(total) FROM by_shop;
CREATE VIEW good AS SELECT shop, total FROM by_shop WHERE total > 10;
SELECT * FROM overall;
INSERT INTO sales VALUES (1, 'a', 5), (2, 'a', 7), (3, 'b', 1);
SELECT * FROM by_shop ORDER BY shop;
SELECT * FROM overall;
SELECT * FROM good;
UPDATE sales SET shop = 'b' WHERE id = 2;
SELECT * FROM by_shop ORDER BY shop;
SELECT * FROM overall;
DELETE FROM sales WHERE shop = 'a';
SELECT * FROM by_shop ORDER BY shop;
-- reopen
SELECT * FROM by_shop ORDER BY shop;
INSERT INTO sales VALUES (9, 'c', 20);
SELECT * FROM by_shop ORDER BY shop;
SELECT * FROM overall;
SELECT * FROM good;
SELECT s.id, v.total FROM sales s JOIN by_shop v ON s.shop = v.shop ORDER BY s.id;
CREATE MATERIALIZED VIEW by_shop AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW IF NOT EXISTS by_shop AS SELECT 1 AS one;
CREATE OR REPLACE VIEW good AS SELECT shop FROM by_shop;
SELECT * FROM good;
DROP TABLE sales;
DROP VIEW by_shop;
DROP MATERIALIZED VIEW by_shop;
DROP MATERIALIZED VIEW by_shop CASCADE;
DROP VIEW IF EXISTS good;
SHOW VIEWS;
CREATE VIEW twice AS SELECT id, id FROM sales;
CREATE VIEW itself AS SELECT * FROM itself;
CREATE MATERIALIZED VIEW wrong WITH ('parallelsm' = '2') AS SELECT * FROM sales;
CREATE MATERIALIZED VIEW later WITH ('retain-history' = '1 h') AS SELECT * FROM sales;
