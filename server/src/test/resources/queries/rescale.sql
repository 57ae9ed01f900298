-- A running query goes on with more tasks, or fewer: key groups are dealt out anew, results stay what they are.
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, amount INTEGER);
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR);
CREATE MATERIALIZED VIEW totals WITH (parallelism = 2) AS
  SELECT customer, COUNT(*) AS orders, SUM(amount) AS amount, MAX(amount) AS largest FROM orders GROUP BY customer;
CREATE MATERIALIZED VIEW named WITH (parallelism = 1) AS
  SELECT c.name, t.amount FROM customers c LEFT JOIN totals t ON t.customer = c.id;
CREATE MATERIALIZED VIEW best WITH (parallelism = 3) AS
  SELECT customer, id, amount FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC, id) AS place FROM orders) AS ranked
   WHERE place <= 2;
INSERT INTO customers SELECT x, 'customer ' || x FROM generate_series(1, 20) AS g(x);
INSERT INTO orders SELECT x, MOD(x, 17), x * 7 FROM generate_series(1, 1000) AS g(x);
ALTER QUERY totals SET (parallelism = 5);
SELECT name, parallelism, state FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' AND name LIKE '%totals';
INSERT INTO orders SELECT x, MOD(x, 23), x FROM generate_series(1001, 1500) AS g(x);
DELETE FROM orders WHERE MOD(id, 3) = 0;
ALTER QUERY named SET (parallelism = 3);
ALTER QUERY best SET (parallelism = 6);
UPDATE orders SET amount = amount + 1 WHERE MOD(id, 5) = 1;
ALTER QUERY totals SET (parallelism = 1);
DELETE FROM orders WHERE id BETWEEN 400 AND 700;
INSERT INTO customers VALUES (21, 'customer 21');
SELECT (SELECT COUNT(*) FROM (SELECT * FROM totals EXCEPT ALL
          SELECT customer, COUNT(*), SUM(amount), MAX(amount) FROM orders GROUP BY customer) AS x) AS too_many,
       (SELECT COUNT(*) FROM (SELECT customer, COUNT(*) AS n, SUM(amount) AS a, MAX(amount) AS m FROM orders GROUP BY customer EXCEPT ALL
          SELECT * FROM totals) AS x) AS missing,
       (SELECT COUNT(*) FROM totals) AS there;
SELECT COUNT(*) AS n, SUM(amount) AS amount FROM named;
SELECT SUM(amount) AS amount FROM orders WHERE customer BETWEEN 1 AND 21;
SELECT customer, id, amount FROM best WHERE customer < 3 ORDER BY customer, amount DESC;
SELECT customer, id, amount FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC, id) AS place FROM orders) AS ranked
 WHERE place <= 2 AND customer < 3 ORDER BY customer, amount DESC;
CHECKPOINT;
SELECT name, parallelism, state, restarts FROM sys.queries WHERE kind = 'MATERIALIZED VIEW' ORDER BY name;
ALTER QUERY totals SET (parallelism = 0);
