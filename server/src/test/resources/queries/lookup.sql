-- FOR SYSTEM_TIME AS OF PROCTIME(): each row with what the right side is when the row comes, and never again.
CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, amount INTEGER);
CREATE MATERIALIZED VIEW named AS SELECT o.id, o.amount, c.name FROM orders o JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON o.customer = c.id;
CREATE MATERIALIZED VIEW named_all AS SELECT o.id, c.name FROM orders o LEFT JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON o.customer = c.id AND length(c.name) > o.amount;
CREATE MATERIALIZED VIEW by_name AS SELECT c.name, sum(o.amount) AS total FROM orders o JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON o.customer = c.id GROUP BY c.name;
INSERT INTO orders VALUES (1, 1, 2);
-- A slow view may take several epochs as one: whoever waits for it knows what it has seen.
SELECT (SELECT count(*) FROM named) + (SELECT count(*) FROM named_all) + (SELECT count(*) FROM by_name) AS given;
INSERT INTO customer VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO orders VALUES (2, 1, 2), (3, 2, 3), (4, NULL, 0), (5, 9, 0);
SELECT * FROM named ORDER BY id;
SELECT * FROM named_all ORDER BY id;
SELECT * FROM by_name ORDER BY name;
UPDATE customer SET name = 'Ada Lovelace' WHERE id = 1;
DELETE FROM customer WHERE id = 2;
SELECT * FROM named ORDER BY id;
SELECT * FROM by_name ORDER BY name;
-- reopen
-- A row that changes comes anew; one that goes takes back what it saw.
UPDATE orders SET amount = 7 WHERE id = 2;
DELETE FROM orders WHERE id = 3;
UPDATE orders SET customer = 1 WHERE id = 4;
INSERT INTO orders VALUES (6, 1, 1);
SELECT * FROM named ORDER BY id;
SELECT * FROM named_all ORDER BY id;
SELECT * FROM by_name ORDER BY name;
DELETE FROM orders;
SELECT count(*) AS n FROM named;
SELECT count(*) AS n FROM named_all;
SELECT count(*) AS n FROM by_name;
-- A question about now asks now.
INSERT INTO orders VALUES (1, 1, 2);
SELECT * FROM named;
UPDATE customer SET name = 'Eve' WHERE id = 1;
SELECT o.id, c.name FROM orders o JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON o.customer = c.id;
SELECT * FROM named;
-- The right side does not hold up windows of the left one.
CREATE TABLE visit (id INTEGER PRIMARY KEY, customer INTEGER, at TIMESTAMP, WATERMARK FOR at AS at);
CREATE VIEW visits AS SELECT name, window_end, count(*) AS n FROM TABLE(TUMBLE((SELECT v.at AS visited, c.name FROM visit v JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON c.id = v.customer),
  DESCRIPTOR(visited), INTERVAL '10' SECOND)) GROUP BY name, window_start, window_end;
CREATE MATERIALIZED VIEW visits_kept AS SELECT * FROM visits;
INSERT INTO visit VALUES (1, 1, TIMESTAMP '2026-01-01 00:00:01'), (2, 1, TIMESTAMP '2026-01-01 00:00:02'), (3, 1, TIMESTAMP '2026-01-01 00:00:12');
SELECT * FROM visits_kept;
INSERT INTO visit VALUES (4, 1, TIMESTAMP '2026-01-01 00:00:31');
SELECT * FROM visits_kept ORDER BY window_end;
SELECT * FROM visits ORDER BY window_end;
-- The right side must have a key.
CREATE TABLE bag (id INTEGER);
CREATE MATERIALIZED VIEW x AS SELECT o.id FROM orders o JOIN bag FOR SYSTEM_TIME AS OF PROCTIME() AS b ON o.id = b.id;
CREATE MATERIALIZED VIEW from_bag AS SELECT b.id, c.name FROM bag b JOIN customer FOR SYSTEM_TIME AS OF PROCTIME() AS c ON b.id = c.id;
INSERT INTO bag VALUES (1), (1), (2);
SELECT * FROM from_bag ORDER BY name;
UPDATE customer SET name = 'Zoe' WHERE id = 1;
INSERT INTO bag VALUES (1);
SELECT * FROM from_bag ORDER BY name;
DELETE FROM bag;
SELECT count(*) AS n FROM from_bag;
