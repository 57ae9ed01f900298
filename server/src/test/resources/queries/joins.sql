-- Joins of every kind, kept up to date while both sides change.
CREATE TABLE a (id INTEGER PRIMARY KEY, k INTEGER, v VARCHAR);
CREATE TABLE b (id INTEGER PRIMARY KEY, k INTEGER, w INTEGER);
CREATE MATERIALIZED VIEW full_equal AS SELECT a.id, a.v, b.id AS b, b.w FROM a FULL JOIN b ON a.k = b.k;
CREATE MATERIALIZED VIEW full_less AS SELECT a.id, b.id AS b FROM a FULL JOIN b ON a.k < b.k;
CREATE MATERIALIZED VIEW full_both AS SELECT a.id, b.id AS b FROM a FULL JOIN b ON a.k = b.k AND b.w > a.id * 10;
CREATE MATERIALIZED VIEW right_less AS SELECT a.id, b.id AS b FROM a RIGHT JOIN b ON a.k < b.k AND a.v <> 'y';
CREATE MATERIALIZED VIEW crossed AS SELECT a.id, b.id AS b FROM a CROSS JOIN b;
CREATE MATERIALIZED VIEW itself AS SELECT x.id, y.id AS y FROM a x JOIN a y ON x.k = y.k AND x.id < y.id;
CREATE MATERIALIZED VIEW many AS SELECT a.id, b.id AS b, c.id AS c, d.v FROM a JOIN b ON a.k = b.k LEFT JOIN b c ON c.w = b.w + 10 RIGHT JOIN a d ON d.id = a.id;
CREATE MATERIALIZED VIEW lateral_rows AS SELECT a.id, t.w FROM a, LATERAL (SELECT w FROM b WHERE b.k = a.k AND b.w > a.id) t;
CREATE MATERIALIZED VIEW lateral_count AS SELECT a.id, t.n FROM a LEFT JOIN LATERAL (SELECT count(*) AS n FROM b WHERE b.k < a.k) t ON t.n > 0;
CREATE MATERIALIZED VIEW on_subquery AS SELECT a.id, b.id AS b FROM a LEFT JOIN b ON a.k = b.k AND b.w IN (SELECT w - 10 FROM b);
-- Read directly and through a join.
CREATE MATERIALIZED VIEW twice AS SELECT id, k FROM a UNION ALL SELECT a.id, b.id FROM a JOIN b ON a.k = b.k;
CREATE MATERIALIZED VIEW counts AS WITH g AS (SELECT k, count(*) AS n FROM a GROUP BY k)
  SELECT g.k, y.k AS y FROM g LEFT JOIN (SELECT g2.k FROM g g2 JOIN b ON g2.n = b.k) y ON g.k = y.k;
INSERT INTO a VALUES (1, 1, 'x'), (2, 2, 'y'), (3, NULL, 'z'), (4, 2, 'y');
INSERT INTO b VALUES (1, 1, 10), (2, 1, 20), (3, 3, 30), (4, NULL, 40);
SELECT * FROM full_equal ORDER BY 1, 3;
SELECT * FROM full_less ORDER BY 1, 2;
SELECT * FROM full_both ORDER BY 1, 2;
SELECT * FROM right_less ORDER BY 1, 2;
SELECT count(*) FROM crossed;
SELECT * FROM itself;
SELECT * FROM many ORDER BY 1, 2, 3, 4;
SELECT * FROM lateral_rows ORDER BY 1, 2;
SELECT * FROM lateral_count ORDER BY 1, 2;
SELECT * FROM on_subquery ORDER BY 1, 2;
SELECT * FROM twice ORDER BY 1, 2;
SELECT * FROM counts ORDER BY 1, 2;
UPDATE a SET k = 3 WHERE id IN (2, 3);
DELETE FROM b WHERE id = 1;
UPDATE b SET k = 2, w = 5 WHERE id = 4;
SELECT * FROM full_equal ORDER BY 1, 3;
SELECT * FROM full_less ORDER BY 1, 2;
SELECT * FROM full_both ORDER BY 1, 2;
SELECT * FROM right_less ORDER BY 1, 2;
SELECT count(*) FROM crossed;
SELECT * FROM itself;
SELECT * FROM many ORDER BY 1, 2, 3, 4;
SELECT * FROM lateral_rows ORDER BY 1, 2;
SELECT * FROM lateral_count ORDER BY 1, 2;
SELECT * FROM on_subquery ORDER BY 1, 2;
SELECT * FROM twice ORDER BY 1, 2;
SELECT * FROM counts ORDER BY 1, 2;
-- reopen
DELETE FROM b;
SELECT * FROM full_equal ORDER BY 1, 3;
SELECT * FROM full_both ORDER BY 1, 2;
SELECT * FROM right_less;
SELECT * FROM many ORDER BY 1, 2, 3, 4;
SELECT * FROM lateral_count ORDER BY 1, 2;
SELECT id, k, b.w FROM a FULL JOIN b USING (id, k) ORDER BY id;
SELECT a.id, t.n FROM a, LATERAL (SELECT w AS n FROM b WHERE b.k = a.k ORDER BY w LIMIT 1) t;
CREATE TABLE rate (currency VARCHAR, at INTEGER, rate INTEGER, PRIMARY KEY (currency, at));
CREATE TABLE payment (id INTEGER PRIMARY KEY, currency VARCHAR, at INTEGER);
CREATE MATERIALIZED VIEW paid AS SELECT p.id, r.at, r.rate FROM payment p ASOF JOIN rate r MATCH_CONDITION p.at >= r.at ON p.currency = r.currency;
CREATE MATERIALIZED VIEW paid_next AS SELECT p.id, r.at, r.rate FROM payment p LEFT ASOF JOIN rate r MATCH_CONDITION r.at > p.at ON p.currency = r.currency;
INSERT INTO rate VALUES ('e', 10, 1), ('e', 20, 2), ('y', 15, 3);
INSERT INTO payment VALUES (1, 'e', 10), (2, 'e', 19), (3, 'e', 5), (4, 'y', 30), (5, NULL, 30), (6, 'x', 1);
SELECT * FROM paid ORDER BY id;
SELECT * FROM paid_next ORDER BY id;
INSERT INTO rate VALUES ('e', 18, 7);
DELETE FROM rate WHERE currency = 'y';
UPDATE rate SET rate = 9 WHERE at = 10;
SELECT * FROM paid ORDER BY id;
SELECT * FROM paid_next ORDER BY id;

-- Several rows of one key and time: the first one in the order of their other columns counts.
CREATE TABLE tick (id INTEGER PRIMARY KEY, currency VARCHAR, at INTEGER, rate INTEGER);
CREATE MATERIALIZED VIEW ticked AS SELECT p.id, r.at, r.rate FROM payment p LEFT ASOF JOIN tick r MATCH_CONDITION p.at >= r.at ON p.currency = r.currency;
CREATE MATERIALIZED VIEW ticked_any AS SELECT p.id, r.rate FROM payment p ASOF JOIN tick r MATCH_CONDITION p.at < r.at ON TRUE;
CREATE MATERIALIZED VIEW ticked_rate AS SELECT p.id, r.currency FROM payment p ASOF JOIN (SELECT at, rate, currency FROM tick) r MATCH_CONDITION p.at > r.at ON TRUE;
INSERT INTO tick VALUES (5, 'e', 10, 1), (2, 'e', 10, 2), (3, 'e', 20, 7), (4, 'e', 18, NULL), (6, 'y', 20, 3), (7, NULL, 30, 1), (8, 'y', NULL, 1);
SELECT * FROM ticked ORDER BY id;
SELECT * FROM ticked_any ORDER BY id;
SELECT * FROM ticked_rate ORDER BY id;
DELETE FROM tick WHERE id IN (2, 3);
INSERT INTO tick VALUES (1, 'e', 18, 4), (9, 'x', 1, NULL);
UPDATE tick SET at = 31 WHERE id = 6;
SELECT * FROM ticked ORDER BY id;
SELECT * FROM ticked_any ORDER BY id;
SELECT * FROM ticked_rate ORDER BY id;

-- Rows lie by (s, k) where (k, s) is wanted once each: state is found again by the order in which they were sent.
CREATE TABLE lying (k INTEGER NOT NULL, x INTEGER, s VARCHAR);
CREATE MATERIALIZED VIEW once_each AS SELECT DISTINCT k, s FROM (SELECT l.k, l.s, r.x FROM lying l
  LEFT JOIN (SELECT s, k, max(x) AS x FROM lying GROUP BY s, k) r ON l.s = r.s AND l.k = r.k);
INSERT INTO lying VALUES (-17, 3, 'ae'), (-3, 1, 'z'), (4, NULL, 'z'), (-17, 1, 'z'), (-6, 3, 'z'), (-16, 2, 'z'), (7, 1, 'x'), (7, 1, 'x');
CHECKPOINT;
DELETE FROM lying WHERE x = 3;
SELECT * FROM once_each ORDER BY k, s;
