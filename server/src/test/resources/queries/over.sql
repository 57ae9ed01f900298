-- Window functions follow their tables: as a finite query and as a view, under inserts, updates and deletes.
CREATE TABLE trades (id INTEGER PRIMARY KEY, who VARCHAR, at TIMESTAMP NOT NULL, amount INTEGER, price DOUBLE);
CREATE MATERIALIZED VIEW numbered AS
  SELECT id, ROW_NUMBER() OVER w AS n, RANK() OVER (PARTITION BY who ORDER BY amount DESC) AS r,
    LAG(amount) OVER w AS before, LEAD(amount, 1, -1) OVER w AS behind
  FROM trades WINDOW w AS (PARTITION BY who ORDER BY at);
CREATE MATERIALIZED VIEW running AS
  SELECT id, who, SUM(amount) OVER (PARTITION BY who ORDER BY at) AS so_far,
    AVG(price) OVER (PARTITION BY who ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS mean,
    COUNT(*) FILTER (WHERE amount > 5) OVER (PARTITION BY who) AS large,
    SUM(amount) OVER (ORDER BY at RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS last_hour
  FROM trades;
INSERT INTO trades VALUES
  (1, 'ann', TIMESTAMP '2024-05-01 10:00:00', 5, 1.5), (2, 'ann', TIMESTAMP '2024-05-01 10:30:00', 7, 2.5),
  (3, 'bob', TIMESTAMP '2024-05-01 11:15:00', 7, 4), (4, 'ann', TIMESTAMP '2024-05-01 12:00:00', NULL, NULL);
SELECT * FROM numbered ORDER BY id;
SELECT * FROM running ORDER BY id;
INSERT INTO trades VALUES (5, 'ann', TIMESTAMP '2024-05-01 10:15:00', 9, 0.5);
SELECT * FROM numbered ORDER BY id;
SELECT * FROM running ORDER BY id;
UPDATE trades SET who = 'bob', amount = 1 WHERE id = 2;
DELETE FROM trades WHERE id = 1;
SELECT * FROM numbered ORDER BY id;
-- reopen
INSERT INTO trades VALUES (6, 'bob', TIMESTAMP '2024-05-01 11:20:00', 3, 1);
SELECT * FROM numbered ORDER BY id;
SELECT * FROM running ORDER BY id;
SELECT id, NTILE(2) OVER (ORDER BY id) AS half, PERCENT_RANK() OVER (ORDER BY who) AS p, CUME_DIST() OVER (ORDER BY who) AS c,
  DENSE_RANK() OVER (ORDER BY who) AS d FROM trades ORDER BY id;
SELECT id, FIRST_VALUE(amount) OVER w AS f, LAST_VALUE(amount) IGNORE NULLS OVER w AS l, NTH_VALUE(id, 2) OVER w AS second
  FROM trades WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) ORDER BY id;
SELECT who, SUM(amount) AS total, RANK() OVER (ORDER BY SUM(amount) DESC) AS place, SUM(SUM(amount)) OVER () AS every
  FROM trades GROUP BY who ORDER BY who;
SELECT id, who FROM trades QUALIFY ROW_NUMBER() OVER (PARTITION BY who ORDER BY amount DESC NULLS LAST) = 1 ORDER BY id;
-- Frames with holes, by rows and by ties: who stands twice or more.
SELECT id, who, amount, SUM(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) AS beside,
  COUNT(*) OVER (ORDER BY who RANGE UNBOUNDED PRECEDING EXCLUDE GROUP) AS others_before, SUM(amount) OVER (ORDER BY who RANGE UNBOUNDED PRECEDING EXCLUDE TIES) AS s,
  MAX(amount) OVER (ORDER BY who RANGE UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) AS m, LAST_VALUE(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE NO OTHERS) AS l
  FROM trades ORDER BY id;
SELECT id, amount - LAG(amount) OVER (ORDER BY id) AS step FROM trades ORDER BY id;
SELECT id, BOOL_AND(amount > 1) OVER (PARTITION BY who) AS every_one, MIN(price) OVER (ORDER BY id ROWS 1 PRECEDING) AS low
  FROM trades ORDER BY id;
SELECT id FROM trades t WHERE amount = (SELECT m FROM (SELECT MAX(amount) OVER (ORDER BY at DESC) AS m, ROW_NUMBER() OVER (ORDER BY at) AS n
  FROM trades i WHERE i.who = t.who) WHERE n = 1) ORDER BY id;
SELECT COUNT(DISTINCT who) OVER () FROM trades;
SELECT STDDEV(amount) OVER () FROM trades;
SELECT NTILE(0) OVER (ORDER BY id) FROM trades;
SELECT LAG(amount, id) OVER (ORDER BY id) FROM trades;
SELECT SUM(amount) OVER (ORDER BY id ROWS -1 PRECEDING) FROM trades;
SELECT SUM(amount) OVER (ORDER BY who RANGE 1 PRECEDING) FROM trades;
SELECT RANK() OVER (PARTITION BY who) FROM trades;
SELECT id FROM trades WHERE ROW_NUMBER() OVER (ORDER BY id) = 1;
