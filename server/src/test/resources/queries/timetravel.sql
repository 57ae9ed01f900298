-- Tables and views as they were at a savepoint, beside what they are now.
CREATE TABLE stock (item VARCHAR PRIMARY KEY, amount INTEGER);
CREATE TABLE log (n INTEGER);
CREATE MATERIALIZED VIEW pieces AS SELECT amount > 5 AS many, SUM(amount) AS pieces FROM stock GROUP BY amount > 5;
CREATE MATERIALIZED VIEW items AS SELECT item, amount * 2 AS doubled FROM stock;
CREATE VIEW plain AS SELECT * FROM stock;
INSERT INTO stock VALUES ('pen', 10), ('ink', 5);
INSERT INTO log VALUES (1), (1), (2);
SAVEPOINT morning;
UPDATE stock SET amount = amount + 1;
DELETE FROM log WHERE n = 2;
SAVEPOINT noon;
INSERT INTO stock VALUES ('cap', 1);
DELETE FROM stock WHERE item = 'pen';
SELECT * FROM stock ORDER BY item;
SELECT * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning ORDER BY item;
SELECT * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT noon ORDER BY item;
SELECT * FROM log FOR SYSTEM_TIME AS OF SAVEPOINT morning ORDER BY n;
SELECT * FROM pieces FOR SYSTEM_TIME AS OF SAVEPOINT morning ORDER BY many;
SELECT * FROM pieces ORDER BY many;
-- By key, with an alias, qualified, as an aggregate, twice in one query.
SELECT amount FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning WHERE item = 'pen';
EXPLAIN SELECT amount FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning WHERE item = 'pen';
SELECT s.item FROM public.stock FOR SYSTEM_TIME AS OF SAVEPOINT noon AS s WHERE s.amount > 6;
SELECT stock.item FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT noon WHERE stock.amount > 6;
SELECT now.item, now.amount, was.amount AS at_noon, old.amount AS at_morning
  FROM stock AS now
  LEFT JOIN stock FOR SYSTEM_TIME AS OF SAVEPOINT noon AS was ON was.item = now.item
  LEFT JOIN stock FOR SYSTEM_TIME AS OF SAVEPOINT morning AS old ON old.item = now.item
 ORDER BY now.item;
SELECT item FROM items FOR SYSTEM_TIME AS OF SAVEPOINT morning EXCEPT SELECT item FROM items ORDER BY item;
SELECT COUNT(*) FROM log FOR SYSTEM_TIME AS OF SAVEPOINT morning WHERE n IN (SELECT n FROM log);
CREATE TABLE saved (item VARCHAR, amount INTEGER);
INSERT INTO saved SELECT item, amount FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning;
SELECT * FROM saved ORDER BY item;
-- Still there after what it reads has been rolled back, and gone with its savepoint.
DROP TABLE saved;
ROLLBACK TO SAVEPOINT noon;
SELECT * FROM stock ORDER BY item;
SELECT * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning ORDER BY item;
RELEASE SAVEPOINT morning;
SELECT * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT morning ORDER BY item;
-- What is wrong.
SELECT * FROM plain FOR SYSTEM_TIME AS OF SAVEPOINT noon;
SELECT STREAM * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT noon;
CREATE MATERIALIZED VIEW late AS SELECT * FROM stock FOR SYSTEM_TIME AS OF SAVEPOINT noon;
SELECT * FROM nothing FOR SYSTEM_TIME AS OF SAVEPOINT noon;
CREATE TABLE young (n INTEGER);
SELECT * FROM young FOR SYSTEM_TIME AS OF SAVEPOINT noon;
DROP TABLE log;
CREATE TABLE log (n BIGINT);
SELECT * FROM log FOR SYSTEM_TIME AS OF SAVEPOINT noon;
