-- Mistakes are told with what, where and the nearest valid thing.
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer VARCHAR(5), amount INTEGER);
INSERT INTO orders VALUES (1, 'ann', 10), (2, 'bob', 0);
SELEC 1;
SELECT * FROM order_s;
SELECT customr FROM orders;
SELECT amount / 0 FROM orders;
SELECT 10 / amount FROM orders WHERE id = 2;
SELECT CAST('abc' AS INTEGER);
SELECT CAST(3000000000 AS INTEGER);
SELECT amount + 2147483647 FROM orders WHERE id = 1;
SELECT upppper(customer) FROM orders;
SELECT id, COUNT(*) FROM orders;
SELECT id FROM orders WHERE customer > 5 AND;
