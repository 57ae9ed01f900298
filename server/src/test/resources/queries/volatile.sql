-- Time and chance over rows that are taken back: what was given for a row is kept, and taken back as it was.
CREATE TABLE stock (item VARCHAR PRIMARY KEY, pieces INTEGER);
CREATE TABLE bag (x INTEGER);
CREATE MATERIALIZED VIEW stamped AS SELECT item, pieces, now() AS seen FROM stock;
CREATE MATERIALIZED VIEW drawn AS SELECT item, random() AS r, gen_random_uuid() AS u, rand_integer(6) AS dice FROM stock;
CREATE MATERIALIZED VIEW chosen AS SELECT x FROM bag WHERE random() < 0.5;
CREATE MATERIALIZED VIEW tickets AS SELECT x, gen_random_uuid() AS u FROM bag;
CREATE MATERIALIZED VIEW total AS SELECT sum(r) AS s, count(*) AS n FROM drawn;
CREATE MATERIALIZED VIEW by_half AS SELECT half, count(*) AS n FROM (SELECT random() < 0.5 AS half FROM bag) GROUP BY half;
CREATE MATERIALIZED VIEW numbered AS SELECT random() AS r FROM bag;
INSERT INTO stock VALUES ('nut', 3), ('bolt', 5), ('nail', 7);
INSERT INTO bag VALUES (1), (1), (1), (2), (NULL), (NULL);
SELECT count(*) AS n, count(DISTINCT r) AS values_of_r, count(DISTINCT u) AS uuids, bool_and(r >= 0 AND r < 1 AND dice BETWEEN 0 AND 5) AS within FROM drawn;
SELECT item, pieces, seen <= now() AND seen > now() - INTERVAL '1' HOUR AS lately FROM stamped ORDER BY item;
SELECT x, count(*) AS n, count(DISTINCT u) AS uuids FROM tickets GROUP BY x ORDER BY x;
SELECT count(DISTINCT r) AS n FROM numbered;
CREATE TABLE old_drawn (item VARCHAR PRIMARY KEY, r DOUBLE, u UUID, seen TIMESTAMP WITH TIME ZONE);
INSERT INTO old_drawn SELECT d.item, d.r, d.u, s.seen FROM drawn d JOIN stamped s ON d.item = s.item;
-- Only what changes is drawn anew.
UPDATE stock SET pieces = 4 WHERE item = 'nut';
UPDATE stock SET pieces = 7 WHERE item = 'nail';
DELETE FROM stock WHERE item = 'bolt';
SELECT d.item, d.r = o.r AND d.u = o.u AS same FROM drawn d JOIN old_drawn o ON d.item = o.item ORDER BY d.item;
SELECT s.item, s.seen = o.seen AS same FROM stamped s JOIN old_drawn o ON s.item = o.item ORDER BY s.item;
SELECT n, abs(s - (SELECT sum(r) FROM drawn)) < 1e-9 AS same FROM total;
-- Of equal rows one goes, and the others stay as they are.
CREATE TABLE old_tickets (x INTEGER, u UUID);
INSERT INTO old_tickets SELECT x, u FROM tickets;
DELETE FROM bag WHERE x = 2;
INSERT INTO bag VALUES (1);
SELECT count(*) AS n, count(o.u) AS as_before FROM tickets t LEFT JOIN old_tickets o ON t.u = o.u WHERE t.x = 1;
SELECT (SELECT coalesce(sum(n), 0) FROM by_half) AS n;
-- reopen
-- A recovery gives again what was given.
SELECT d.item, d.r = o.r AND d.u = o.u AS same FROM drawn d JOIN old_drawn o ON d.item = o.item ORDER BY d.item;
SELECT count(*) AS n, count(o.u) AS as_before FROM tickets t LEFT JOIN old_tickets o ON t.u = o.u WHERE t.x = 1;
UPDATE stock SET pieces = pieces + 1;
DELETE FROM bag;
SELECT (SELECT count(*) FROM drawn) AS drawn, (SELECT count(*) FROM stamped) AS stamped, (SELECT n FROM total) AS total;
SELECT (SELECT count(*) FROM chosen) AS chosen, (SELECT count(*) FROM tickets) AS tickets, (SELECT count(*) FROM by_half) AS halves, (SELECT count(*) FROM numbered) AS numbered;
DELETE FROM stock;
SELECT (SELECT count(*) FROM drawn) AS drawn, (SELECT count(*) FROM stamped) AS stamped;
-- One value for a row, however often it is looked at; one for each call.
SELECT r = r2 AS same, r = other AS equal FROM (SELECT r, r AS r2, other FROM (SELECT random() AS r, random() AS other FROM (VALUES (1), (2)) AS t (x)));
SELECT count(*) AS n, count(DISTINCT u) AS uuids FROM (SELECT gen_random_uuid() AS u FROM (VALUES (1), (1), (1)) AS t (x));
SELECT x, count(*) AS n FROM (VALUES (1), (2)) AS t (x) WHERE random() < 2 GROUP BY x HAVING random() < 2 ORDER BY x;
SELECT char_length(CAST(gen_random_uuid() AS VARCHAR)) AS n, substring(CAST(gen_random_uuid() AS VARCHAR) FROM 15 FOR 1) AS version;
SELECT count(*) AS n FROM (SELECT x FROM (VALUES (1), (2), (3)) AS t (x) ORDER BY random() LIMIT 2);
-- With stored rows beside it, chance meets each row of a table once, before a join.
CREATE TABLE pairs (x INTEGER, y INTEGER);
INSERT INTO pairs VALUES (1, 1), (1, 2), (2, 3);
SELECT p.x, count(DISTINCT r) AS n FROM (SELECT x, random() AS r FROM (VALUES (1), (2)) AS t (x)) AS o JOIN pairs p ON p.x = o.x GROUP BY p.x ORDER BY p.x;
-- Into tables.
INSERT INTO old_tickets VALUES (7, gen_random_uuid()), (7, gen_random_uuid());
UPDATE old_tickets SET x = rand_integer(1) WHERE x = 7;
SELECT x, count(DISTINCT u) AS uuids FROM old_tickets WHERE x = 0 GROUP BY x;
EXPLAIN CREATE MATERIALIZED VIEW v AS SELECT item, now() AS seen FROM stock WHERE random() < 0.5;
EXPLAIN SELECT random() FROM stock;
EXPLAIN SELECT STREAM item, random() AS r FROM stock;
-- What is not there.
SELECT 1 FROM stock s JOIN bag b ON random() < 0.5;
CREATE MATERIALIZED VIEW v AS SELECT 1 AS one FROM stock s LEFT JOIN bag b ON s.pieces = b.x AND now() > TIMESTAMP '2026-01-01 00:00:00';
CREATE TABLE d (x DOUBLE DEFAULT random());
SELECT rand(3);
