-- Native tables: keys, defaults, computed columns, every kind of write.
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  name VARCHAR(10) NOT NULL DEFAULT 'unnamed',
  price DECIMAL(8, 2),
  doubled AS price * 2,
  added TIMESTAMP(3));
INSERT INTO items VALUES (1, 'pen', 1.20, TIMESTAMP '2024-01-01 10:00:00'), (2, 'ink', 3.455, NULL);
INSERT INTO items (id, price) VALUES (3, 7);
INSERT INTO items (id, name) SELECT id + 10, UPPER(name) FROM items WHERE id < 3;
SELECT * FROM items ORDER BY id;
INSERT INTO items (id) VALUES (1);
INSERT INTO items (id) VALUES (20), (20);
INSERT INTO items (id, name) VALUES (21, 'a name too long');
INSERT INTO items (id, name) VALUES (21, 'padded     ');
INSERT INTO items (id, price) VALUES (22, 12345678.9);
INSERT INTO items (id, name) VALUES (23, NULL);
INSERT INTO items (id, doubled) VALUES (23, 1);
INSERT INTO items (id, nam) VALUES (23, 'x');
INSERT INTO items VALUES (23, 'x', 1, NULL, 5);
SELECT COUNT(*) FROM items;
UPDATE items SET price = price + 1, name = 'pencil' WHERE id = 1;
UPDATE items SET id = id + 1;
UPDATE items SET id = 5 WHERE id < 5;
UPDATE items SET name = NULL;
UPDATE items SET price = price / 0 WHERE id = 2;
SELECT id, name, price, doubled FROM items ORDER BY id;
-- reopen
SELECT id, name, price, doubled FROM items ORDER BY id;
DELETE FROM items WHERE price IS NULL;
DELETE FROM items WHERE id = 99;
SELECT id, name FROM items ORDER BY id;
TRUNCATE TABLE items;
SELECT * FROM items;
DROP TABLE items;
SELECT * FROM items;

-- Without a primary key, rows are a multiset.
CREATE TABLE log (line VARCHAR, n BIGINT);
INSERT INTO log VALUES ('a', 1), ('a', 1), ('b', 2);
SELECT * FROM log;
DELETE FROM log WHERE line = 'a';
SELECT * FROM log;
-- text for a number, also from a SELECT
INSERT INTO log SELECT 'c', '12';
INSERT INTO log SELECT line, '13' FROM log WHERE line = 'b';
INSERT INTO log SELECT line, 'x' FROM log WHERE line = 'b';
SELECT * FROM log;
SELECT i FROM UNNEST(VALUES ARRAY[1, 2, 3]) AS x (i);
