-- Aggregates of all kinds, over a table that changes.
CREATE TABLE t (id INTEGER PRIMARY KEY, g VARCHAR, x INTEGER, d DOUBLE, s VARCHAR(10), m DECIMAL(10,2), b BOOLEAN);
CREATE MATERIALIZED VIEW v AS SELECT g, var_pop(x) vp, var_samp(d) vs, stddev_pop(m) sp, stddev(x) ss, variance(d) AS va FROM t GROUP BY g;
CREATE MATERIALIZED VIEW l AS SELECT g, listagg(s, '-') WITHIN GROUP (ORDER BY x DESC) l1, string_agg(s, ';' ORDER BY id) l2, listagg(DISTINCT s) l3, string_agg(s, '') FILTER (WHERE x > 1) AS l4 FROM t GROUP BY g;
CREATE MATERIALIZED VIEW p AS SELECT g, percentile_cont(0.5) WITHIN GROUP (ORDER BY x) p1, percentile_disc(0.5) WITHIN GROUP (ORDER BY s DESC) p2, median(d) me, mode(x) mo, mode() WITHIN GROUP (ORDER BY s) mo2, percentile_cont(0.25) WITHIN GROUP (ORDER BY m DESC) p3 FROM t GROUP BY g;
CREATE MATERIALIZED VIEW k AS SELECT g, min_by(s, x) mb, max_by(id, s) xb, arg_max(s, x) am, bit_and(x) ba, bit_or(x) bo, bit_xor(x) bx, bool_and(b) bn, every(b) ev, bool_or(b) br, any_value(s) av, approx_count_distinct(s) ap, count(x, s) cxs FROM t GROUP BY g;
CREATE MATERIALIZED VIEW r AS SELECT g, covar_pop(d, x) cp, covar_samp(d, x) cs, corr(d, x) co, regr_count(d, x) rc, regr_slope(d,x) sl, regr_intercept(d,x) ri, regr_r2(d,x) r2, regr_avgx(d,x) ax, regr_sxx(d,x) sx FROM t GROUP BY g;
INSERT INTO t VALUES (1,'a',1,1.5,'one',1.10,true),(2,'a',2,2.5,'two',2.20,true),(3,'a',4,4.5,'four',4.40,false),(4,'a',4,1e100,'four',NULL,NULL),(5,'b',NULL,NULL,NULL,NULL,NULL),(6,'c',7,7,'x',7,true);
SELECT * FROM v ORDER BY g;
SELECT * FROM l ORDER BY g;
SELECT * FROM p ORDER BY g;
SELECT * FROM k ORDER BY g;
SELECT * FROM r ORDER BY g;
DELETE FROM t WHERE id = 4;
SELECT * FROM v ORDER BY g;
SELECT * FROM l ORDER BY g;
SELECT * FROM p ORDER BY g;
SELECT * FROM k ORDER BY g;
SELECT * FROM r ORDER BY g;
SELECT var_pop(x), sum(d), avg(d) FROM t;
SELECT var_pop(DISTINCT x), stddev_samp(x) FILTER (WHERE x > 1), bit_xor(DISTINCT x) FROM t;
SELECT g, listagg(s, '-') WITHIN GROUP (ORDER BY x DESC), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), min_by(s,x), corr(d,x) FROM t GROUP BY ROLLUP(g);
-- reopen
UPDATE t SET x = 9, s = 'nine', d = -0.1 WHERE id = 3;
INSERT INTO t VALUES (8, 'b', -5, 0.1, 'five', 0.01, false);
SELECT * FROM v ORDER BY g;
SELECT * FROM l ORDER BY g;
SELECT * FROM p ORDER BY g;
SELECT * FROM k ORDER BY g;
SELECT * FROM r ORDER BY g;
SELECT percentile_cont(2) WITHIN GROUP (ORDER BY x) FROM t;
SELECT listagg(s, g) FROM t;
SELECT listagg(DISTINCT s) WITHIN GROUP (ORDER BY x) FROM t;
SELECT count(DISTINCT x, s) FROM t;
SELECT percentile_cont(DISTINCT 0.5) WITHIN GROUP (ORDER BY x) FROM t;
SELECT bit_and(d) FROM t;
SELECT sum(x) WITHIN GROUP (ORDER BY x) FROM t;
-- Grouped expressions in which a cast is implied are found again in HAVING.
CREATE TABLE mixed (k INTEGER, n BIGINT, d DATE);
INSERT INTO mixed VALUES (1, 1, DATE '2024-01-01'), (2, 2, NULL), (2, 3, DATE '2024-01-02');
SELECT (n = k) AS same, COUNT(*) AS c FROM mixed GROUP BY (n = k) HAVING (n = k);
SELECT NOT (n = k) AS other, COUNT(*) AS c FROM mixed GROUP BY n = k HAVING NOT (n = k) AND COUNT(*) = 1;
SELECT COUNT(*) AS c FROM mixed GROUP BY k IN (n, 3) HAVING k IN (n, 3);
SELECT COUNT(*) AS c FROM mixed GROUP BY k BETWEEN 1.5 AND n HAVING k BETWEEN 1.5 AND n;
SELECT COUNT(*) AS c FROM mixed GROUP BY d = '2024-01-01' HAVING d = '2024-01-01';
SELECT n + 1 AS k, COUNT(*) AS c FROM mixed GROUP BY n + 1 HAVING k > 2 ORDER BY k;
SELECT k, COUNT(*) AS c FROM mixed GROUP BY k HAVING n = k;
SELECT k, STRING_AGG(CAST(n AS VARCHAR), '|' ORDER BY n) AS all_n FROM mixed GROUP BY k
  HAVING '2|3' = STRING_AGG(CAST(n AS VARCHAR), '|' ORDER BY n);

-- ORDER BY inside an aggregate with FILTER, by an expression that becomes a CASE.
SELECT ARRAY_AGG(x ORDER BY NULLIF((x % NULLIF(x, 0)), 0), x DESC) FILTER (WHERE x > 1) AS a FROM (VALUES (1), (2), (3)) AS t(x);

-- NULL among the values of IN, in GROUP BY and HAVING
SELECT k IN ('a', NULL) AS listed, COUNT(*) AS n FROM (VALUES ('a'), ('a'), ('b')) AS v (k)
GROUP BY k IN ('a', NULL) HAVING k IN ('a', NULL) ORDER BY n;
SELECT COUNT(*) AS n FROM (VALUES ('a'), ('a'), ('b')) AS v (k)
GROUP BY k IN ('a', NULL) HAVING (k IN ('a', NULL)) IS NULL;
SELECT (k IN ('a', NULL)) = (k IN ('a', NULL)) AS same, count(*) AS n FROM (VALUES ('a'), ('b'), ('a')) AS t (k)
GROUP BY k IN ('a', NULL) ORDER BY (k IN ('a', NULL)) = (k IN ('a', NULL));
SELECT count(*) AS n FROM (VALUES ('a'), ('b'), ('a')) AS t (k)
GROUP BY k IN ('a', NULL) HAVING (k IN ('a', NULL)) = (k IN ('a', NULL));
SELECT count(*) AS n FROM (VALUES (1, 1.5), (2, 2), (3, 0)) AS t (k, d)
GROUP BY 2 IN (k, d, NULL) HAVING NOT ((2 IN (k, d, NULL)) = (k > 1)) IS NULL;
SELECT count(*) AS n FROM (VALUES (1, 1.5), (2, 2), (3, 0)) AS t (k, d)
GROUP BY 2 IN (k, d, NULL) HAVING NOT ((2 IN (k, d, NULL)) = (2 IN (k, d, NULL))) IS NULL;
