-- What bin/millrace runs once after a build, so that the classes of a usual start are in its archive.
CREATE TABLE orders (id BIGINT PRIMARY KEY, customer VARCHAR, price DECIMAL(10, 2), placed_at TIMESTAMP);
CREATE TABLE clicks (customer VARCHAR, at_time TIMESTAMP, WATERMARK FOR at_time AS at_time - INTERVAL '1' SECOND);
CREATE MATERIALIZED VIEW spent AS
  SELECT customer, SUM(price) AS total, COUNT(*) AS orders FROM orders GROUP BY customer;
CREATE MATERIALIZED VIEW clicks_a_minute AS
  SELECT customer, window_end, COUNT(*) AS clicks
  FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at_time), INTERVAL '1' MINUTE))
  GROUP BY customer, window_start, window_end;
INSERT INTO orders VALUES (1, 'ann', 9.50, TIMESTAMP '2026-01-01 10:00:00'), (2, 'bob', 20, NULL);
INSERT INTO clicks VALUES ('ann', TIMESTAMP '2026-01-01 10:00:00'), ('ann', TIMESTAMP '2026-01-01 10:02:00');
UPDATE orders SET price = price + 1 WHERE id = 1;
DELETE FROM orders WHERE id = 2;
SELECT s.customer, s.total, c.clicks
FROM spent AS s LEFT JOIN clicks_a_minute AS c ON s.customer = c.customer
WHERE s.total > 1 ORDER BY s.total DESC LIMIT 10;
SHOW QUERIES;
EXPLAIN SELECT customer, COUNT(*) FROM orders GROUP BY customer;
