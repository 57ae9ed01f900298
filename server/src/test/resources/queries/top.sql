-- The first rows of each partition, of all rows, and rows without doubles, kept up to date.
CREATE TABLE scores (id INTEGER PRIMARY KEY, team VARCHAR, points INTEGER);
CREATE MATERIALIZED VIEW best AS
  SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY team ORDER BY points DESC) AS place FROM scores) WHERE place <= 2;
CREATE MATERIALIZED VIEW medals AS
  SELECT id, points, RANK() OVER (ORDER BY points DESC) AS place FROM scores QUALIFY place <= 2;
CREATE MATERIALIZED VIEW values_seen AS
  SELECT id, points, DENSE_RANK() OVER (ORDER BY points DESC) AS place FROM scores QUALIFY place BETWEEN 2 AND 3;
CREATE MATERIALIZED VIEW page AS SELECT id, points FROM scores ORDER BY points DESC, id LIMIT 2 OFFSET 1;
CREATE MATERIALIZED VIEW newest AS
  SELECT team, id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY team ORDER BY id DESC) AS n FROM scores) WHERE n = 1;
CREATE MATERIALIZED VIEW total AS SELECT SUM(points) AS points FROM (SELECT points FROM scores ORDER BY points DESC LIMIT 3);
CREATE MATERIALIZED VIEW ordered AS SELECT id, points FROM scores ORDER BY points;
INSERT INTO scores VALUES (1, 'red', 10), (2, 'red', 30), (3, 'red', 20), (4, 'blue', 30), (5, 'blue', NULL);
SELECT * FROM best ORDER BY team, place;
SELECT * FROM medals ORDER BY id;
SELECT * FROM values_seen ORDER BY id;
SELECT * FROM page;
SELECT * FROM newest ORDER BY team;
SELECT * FROM total;
DELETE FROM scores WHERE id IN (2, 5);
SELECT * FROM best ORDER BY team, place;
SELECT * FROM medals ORDER BY id;
SELECT * FROM values_seen ORDER BY id;
SELECT * FROM page ORDER BY id;
SELECT * FROM newest ORDER BY team;
SELECT * FROM total;
-- reopen
UPDATE scores SET team = 'blue', points = 31 WHERE id = 3;
INSERT INTO scores VALUES (6, 'red', 5), (7, 'red', 6);
SELECT * FROM best ORDER BY team, place;
SELECT * FROM medals ORDER BY id;
SELECT * FROM values_seen ORDER BY id;
SELECT * FROM page ORDER BY id;
SELECT * FROM newest ORDER BY team;
SELECT * FROM total;
SELECT COUNT(*) FROM ordered;
SELECT id FROM (SELECT id FROM scores ORDER BY points DESC FETCH FIRST 2 ROWS ONLY) ORDER BY id;
SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM scores) WHERE n > 2 AND n < 5 ORDER BY id;
SELECT STREAM id FROM scores ORDER BY id;
SELECT STREAM id FROM (SELECT id FROM scores LIMIT -1);
