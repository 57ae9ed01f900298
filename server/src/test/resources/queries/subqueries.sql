-- Sub-queries at every place, kept up to date while both sides change; set operations with and without ALL.
CREATE TABLE a (id INTEGER PRIMARY KEY, k INTEGER, v VARCHAR);
CREATE TABLE b (id INTEGER PRIMARY KEY, k INTEGER, w INTEGER);
CREATE MATERIALIZED VIEW tests AS SELECT id, k IN (SELECT k FROM b) AS i, k NOT IN (SELECT k FROM b) AS n,
  k > ALL (SELECT k FROM b WHERE w < 30) AS every_one, k >= ANY (SELECT k FROM b) AS any_one,
  EXISTS (SELECT 1 FROM b WHERE b.k = a.k) AS e, EXISTS (SELECT 1 FROM b WHERE b.k > a.k) AS g,
  k IN (SELECT k FROM b WHERE b.id >= a.id) AS c FROM a;
CREATE MATERIALIZED VIEW scalars AS SELECT id, (SELECT max(w) FROM b) AS m, (SELECT sum(w) FROM b WHERE b.k > a.k) AS s,
  (SELECT count(*) FROM b WHERE b.k > a.k) AS c, (SELECT w FROM b WHERE b.id = a.k) AS w,
  (SELECT max(w) FROM b WHERE b.k = a.k HAVING count(*) > 1) AS h FROM a;
CREATE MATERIALIZED VIEW not_in AS SELECT id FROM a WHERE k NOT IN (SELECT k FROM b);
CREATE MATERIALIZED VIEW not_in_correlated AS SELECT id FROM a WHERE k NOT IN (SELECT k FROM b WHERE b.w > a.id * 10);
CREATE MATERIALIZED VIEW not_in_pairs AS SELECT id FROM a WHERE (k, id) NOT IN (SELECT k, id FROM b);
CREATE MATERIALIZED VIEW not_below AS SELECT id FROM a WHERE k >= ALL (SELECT k FROM b WHERE b.id = a.id);
CREATE MATERIALIZED VIEW count_zero AS SELECT id FROM a WHERE 0 IN (SELECT count(*) FROM b WHERE b.k = a.k);
CREATE MATERIALIZED VIEW always AS SELECT id FROM a WHERE EXISTS (SELECT count(*) FROM b WHERE b.k = a.k);
CREATE MATERIALIZED VIEW deep AS SELECT id FROM a WHERE k = (SELECT max(b.k) FROM b
  WHERE b.w < (SELECT sum(c.w) FROM b c WHERE c.k <= a.id AND c.id >= b.id));
CREATE MATERIALIZED VIEW unions AS SELECT id, (SELECT count(*) FROM
  (SELECT k FROM b WHERE b.k = a.k UNION SELECT w FROM b WHERE b.id = a.id) t) AS n FROM a;
CREATE MATERIALIZED VIEW intersect_all AS SELECT k FROM a INTERSECT ALL SELECT k FROM b;
CREATE MATERIALIZED VIEW intersect_once AS SELECT k FROM a INTERSECT SELECT k FROM b;
CREATE MATERIALIZED VIEW except_all AS SELECT k FROM a EXCEPT ALL SELECT k FROM b;
CREATE MATERIALIZED VIEW except_once AS SELECT k FROM a EXCEPT SELECT k FROM b;
SELECT * FROM scalars;
INSERT INTO a VALUES (1, 1, 'x'), (2, 2, 'y'), (3, NULL, 'z'), (4, 2, 'y');
SELECT * FROM tests ORDER BY id;
INSERT INTO b VALUES (1, 1, 10), (2, 1, 20), (3, 3, 30), (4, NULL, 40);
SELECT * FROM tests ORDER BY id;
SELECT * FROM scalars ORDER BY id;
SELECT * FROM not_in;
SELECT * FROM not_in_correlated;
SELECT * FROM not_in_pairs;
SELECT * FROM not_below ORDER BY id;
SELECT * FROM count_zero ORDER BY id;
SELECT * FROM always ORDER BY id;
SELECT * FROM deep;
SELECT * FROM unions ORDER BY id;
SELECT * FROM intersect_all ORDER BY k;
SELECT * FROM intersect_once ORDER BY k;
SELECT * FROM except_all ORDER BY k;
SELECT * FROM except_once ORDER BY k;
DELETE FROM b WHERE k IS NULL;
UPDATE b SET k = 2 WHERE id = 1;
UPDATE a SET k = 3 WHERE id = 3;
SELECT * FROM tests ORDER BY id;
SELECT * FROM scalars ORDER BY id;
SELECT * FROM not_in;
SELECT * FROM not_in_correlated;
SELECT * FROM not_in_pairs ORDER BY id;
SELECT * FROM not_below ORDER BY id;
SELECT * FROM count_zero ORDER BY id;
SELECT * FROM deep ORDER BY id;
SELECT * FROM unions ORDER BY id;
SELECT * FROM intersect_all ORDER BY k;
SELECT * FROM except_all ORDER BY k;
-- reopen
UPDATE a SET k = 1 WHERE k = 2;
SELECT * FROM tests ORDER BY id;
SELECT * FROM not_in ORDER BY id;
SELECT * FROM intersect_all ORDER BY k;
SELECT * FROM except_all ORDER BY k;
-- More than one row matters only where a row asks for it, and only at the end of an epoch.
CREATE MATERIALIZED VIEW one AS SELECT id, (SELECT w FROM b WHERE b.k = a.id) AS w FROM a;
SELECT * FROM one ORDER BY id;
INSERT INTO b VALUES (7, 9, 1), (8, 9, 2);
SELECT * FROM one ORDER BY id;
SELECT id, (SELECT w FROM b WHERE b.k = 9) FROM a;
INSERT INTO b VALUES (9, 1, 1);
SELECT * FROM one;
SELECT id, (SELECT b.id FROM b WHERE b.k = a.k ORDER BY w LIMIT 1) FROM a;

-- A fraction is rounded, also where the constant is carried into a correlated sub-query.
CREATE TABLE halves (id INTEGER NOT NULL PRIMARY KEY, x INTEGER, s VARCHAR);
INSERT INTO halves VALUES (1, 2, 'z'), (2, 1, 'z'), (3, 0, 'y');
SELECT id, CAST(CAST(0.50 AS DECIMAL(9, 2)) AS INTEGER) = ANY (SELECT a.x FROM halves a JOIN halves b ON a.x = b.x WHERE a.s = h.s) AS has_one
  FROM halves h ORDER BY id;
-- TABLE with an order
CREATE TABLE listed (a INTEGER, b INTEGER);
INSERT INTO listed VALUES (2, 1), (1, 5), (3, 0);
TABLE listed ORDER BY a + b DESC LIMIT 2;
SELECT * FROM (TABLE listed ORDER BY a LIMIT 1) AS x;
TABLE listed ORDER BY nothing;
TABLE nothing ORDER BY a;
