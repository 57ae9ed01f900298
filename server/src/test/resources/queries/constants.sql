-- Constant rows are given once, also to a view that goes on after a restart.
CREATE TABLE t (id INTEGER PRIMARY KEY);
CREATE MATERIALIZED VIEW pairs AS SELECT id, f FROM t, (VALUES (1), (2)) AS v (f);
CREATE MATERIALIZED VIEW more AS SELECT id FROM t UNION ALL VALUES (100);
INSERT INTO t VALUES (1);
SELECT * FROM pairs ORDER BY id, f;
SELECT * FROM more ORDER BY id;
-- reopen
INSERT INTO t VALUES (2);
SELECT * FROM pairs ORDER BY id, f;
SELECT * FROM more ORDER BY id;
DELETE FROM t WHERE id = 1;
SELECT * FROM pairs ORDER BY id, f;
