-- DISTINCT over rows that lie by its columns in another order: the state of a checkpoint is where its task looks for it.
CREATE TABLE seen (a INTEGER, b VARCHAR);
CREATE TABLE known (a INTEGER, b VARCHAR);
INSERT INTO seen VALUES (1, 'p'), (1, 'p'), (2, 'q'), (3, 'r'), (4, 's'), (5, 't'), (6, NULL), (7, 'u'), (8, 'v');
INSERT INTO known VALUES (1, 'p'), (2, 'q'), (2, 'q'), (9, 'x');
CREATE MATERIALIZED VIEW pairs AS
  SELECT DISTINCT seen.a, seen.b FROM seen LEFT JOIN known ON seen.b = known.b AND seen.a = known.a;
CHECKPOINT;
-- reopen
DELETE FROM seen WHERE a = 4;
INSERT INTO seen VALUES (2, 'q'), (8, 'w');
SELECT a, b FROM pairs ORDER BY a, b;
