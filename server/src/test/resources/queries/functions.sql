-- Numbers.
SELECT gcd(1071, 462), gcd(-4, 6), gcd(0, 0), lcm(1071, 462), lcm(-4, 6), lcm(0, 5), div(9, 4), div(-9, 4), factorial(5), factorial(0), factorial(33);
SELECT gcd(i, 6), lcm(i, 4), div(i, 2), factorial(i) FROM (VALUES (8), (CAST(NULL AS INTEGER)), (1)) AS v(i);
SELECT factorial(34);
SELECT factorial(-1);
SELECT div(1, 0);
SELECT lcm(9223372036854775807, 2);
SELECT lcm(2147483647, 2);
SELECT width_bucket(5.35, 0.024, 10.06, 5), width_bucket(0.3, 0, 1, 10), width_bucket(-1, 0, 10, 4), width_bucket(10, 0, 10, 4), width_bucket(2, 10, 0, 4), width_bucket(5.35e0, 0.024e0, 10.06e0, 5);
SELECT width_bucket(x, 0, 100, 4) FROM (VALUES (0.0), (24.99), (25.0), (99.999), (100.0), (NULL)) AS v(x);
SELECT width_bucket(1, 5, 5, 4);
SELECT width_bucket(1, 0, 5, 0);
SELECT num_nulls(1, NULL, 'x', NULL), num_nonnulls(1, NULL, 'x'), bit_length('äb'), bit_length(X'0102');
-- Bits.
SELECT 91 & 15, 32 | 3, 17 # 5, ~1, 1 << 4, 8 >> 2, 1 | 2 << 1, -1 >> 60, 5 & 3 = 1, 2 + 3 & 4;
SELECT i & 3, i | 8, i # 1, ~i, i << 2, i >> 1 FROM (VALUES (5), (NULL)) AS v(i);
SELECT CAST(ROW(1, 2) AS ROW(a INTEGER, b INTEGER)) IS NOT NULL, 4 > 2, 8 > > 2;
-- Regular expressions.
SELECT regexp_count('123456789012', '\d\d\d', 2), regexp_count('ABCABC', 'abc', 1, 'i'), regexp_count('abc', ''), regexp_count('abc', 'b', 9), regexp_count(NULL, 'a');
SELECT regexp_instr('number of your street, town zip, FR', '[^,]+', 1, 2), regexp_instr('ABCDEFGHI', '(c..)(...)', 1, 1, 0, 'i', 2), regexp_instr('abc', 'x'), regexp_instr('äöb', 'b', 1, 1, 1);
SELECT regexp_substr('number of your street, town zip, FR', '[^,]+', 1, 2), regexp_substr('ABCDEFGHI', '(c..)(...)', 1, 1, 'i', 2), regexp_substr('abc', 'x'), regexp_substr('abc', '(x)?b', 1, 1, '', 1);
SELECT regexp_match('foobarbequebaz', '(bar)(beque)'), regexp_match('foobarbequebaz', 'bar.*que'), regexp_match('abc', 'x'), regexp_match('abc', '(x)?b'), regexp_match('ABC', 'b', 'i');
SELECT regexp_split_to_array('hello world', '\s+'), regexp_split_to_array('hello', ''), regexp_split_to_array('a,b,', ','), regexp_split_to_array('', ',');
SELECT substring('Thomas' FROM '...$'), substring('foobar' FROM 'o(.)b'), substring('foobar' FROM 'x'), substring('foobar', 'o+'), substring('foobar' FROM 2 FOR 3);
SELECT regexp_count('a', '(');
SELECT regexp_instr('abc', 'b', 0);
SELECT regexp_instr('abc', 'b', 1, 1, 2);
SELECT regexp_substr('abc', 'b', 1, 0);
-- Text.
SELECT format('Hello %s, %1$s', 'World'), format('%-5s|%5s|', 'ab', 'cd'), format('INSERT INTO %I VALUES (%L)', 'Foo bar', 'O''Reilly'), format('%s %s %%', 1, NULL), format('%L %I', NULL, 'abc'), format('%2$s %1$s', 'a', 'b'), format(NULL, 1), format('x');
SELECT format('%s');
SELECT format('%I', NULL);
SELECT format('%d', 1);
SELECT quote_ident('Foo bar'), quote_ident('abc'), quote_ident('select'), quote_ident('a"b'), quote_literal('O''Reilly'), quote_literal(42.5), quote_literal('a\b'), quote_nullable(NULL), quote_nullable('x'), quote_literal(NULL);
SELECT encode(X'123456', 'hex'), encode(X'616200ff5c', 'escape'), encode('abc', 'base64'), decode('ab\\\000\377', 'escape'), decode('12 34', 'hex'), decode('YWJj', 'base64');
SELECT encode(X'00', 'rot13');
SELECT decode('1', 'hex');
SELECT sha224('abc');
SELECT sha384('abc');
SELECT to_number('12,454.8-', '99G999D9S'), to_number('-34,338,492.654', '99G999G999D999'), to_number('  12', '99'), to_number('0.5', '9.99'), to_number('<42>', '99PR'), to_number(NULL, '99');
SELECT to_number('abc', '99');
SELECT to_number('1', '9V9');
-- Dates and times.
SELECT make_time(8, 15, 23.5), make_timestamp(2013, 7, 15, 8, 15, 23.5), make_timestamp(2024, 2, 29, 23, 59, 60), make_timestamptz(2013, 7, 15, 8, 15, 23.5, 'Europe/Berlin'), make_timestamptz(2013, 7, 15, 8, 15, 0);
SELECT make_time(24, 0, 0);
SELECT make_timestamp(2023, 2, 29, 0, 0, 0);
SELECT date_bin(INTERVAL '15' MINUTE, TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01 00:00:00'), date_bin(INTERVAL '15 minutes', TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01 00:02:30'), date_bin(INTERVAL '1 day', TIMESTAMP '2000-12-31 23:00:00', DATE '2001-01-01');
SELECT date_bin(INTERVAL '0' SECOND, TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01 00:00:00');
SELECT date_bin(INTERVAL '1' MONTH, TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01 00:00:00');
SELECT timezone('Europe/Berlin', TIMESTAMP '2024-07-01 12:00:00'), timezone('Asia/Tokyo', TIMESTAMP '2024-01-01 12:00:00' AT TIME ZONE 'UTC'), dayname(DATE '2024-02-29'), monthname(TIMESTAMP '2024-02-29 01:00:00'), statement_timestamp() = now(), transaction_timestamp() = now();
SELECT DATE '2024-01-31' + INTERVAL '1 year 2 mons', TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1 day 2 hours', TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1 12:30:00.25', TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '90 minutes ago', TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '2 weeks 1.5 hours', TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '3 h 5 m 7.000009 s', INTERVAL '-1 day 2 hours';
SELECT INTERVAL '1 month 2 days';
SELECT INTERVAL '1 blue moon';
-- JSON.
SELECT json_build_object('a', 1, 'b', ARRAY[1, 2], 'c', NULL), jsonb_build_object(), json_build_array(1, 'x', NULL, true), jsonb_build_array(), to_jsonb('x'), row_to_json(CAST(ROW(1, 'b') AS ROW(f1 INTEGER, f2 VARCHAR))), array_to_json(ARRAY[1, 2]);
SELECT json_build_object('a');
SELECT json_build_object(NULL, 1);
SELECT json_typeof('1.5'), jsonb_typeof('[]'), json_typeof('{}'), json_typeof('null'), json_typeof('"x"'), json_typeof('true'), json_array_length('[1, [2], 3]'), jsonb_array_length('[]');
SELECT json_array_length('{}');
SELECT json_extract_path('{"a": {"b": [1, 2]}}', 'a', 'b', '1'), json_extract_path_text('{"a": "x"}', 'a'), json_extract_path('{"a": 1}', 'b'), '{"a": [1, {"b": "c"}]}' #> '{a,1}', '{"a": [1, {"b": "c"}]}' #>> '{a,1,b}', '{"a": [1, 2]}' #>> ARRAY['a', '-1'], '{"a": 1}' #> '{}';
SELECT json_strip_nulls('{"a": null, "b": [1, null, {"c": null}], "d": {"e": null}}'), jsonb_pretty('[1]'), json_storage_size('{"a": 1}'), variantnull(), variantnull() IS NULL;
SELECT json_agg(x ORDER BY y DESC), jsonb_agg(x), json_object_agg(y, x) FROM (VALUES ('a', 1), ('b', 2), (NULL, 3)) AS v(x, y);
SELECT json_query('[{"n": "Anna"}, {"n": "bob"}, {"n": 1}]', '$[*] ? (@.n like_regex "^a" flag "i")' WITH WRAPPER), json_exists('["x.y"]', '$[*] ? (@ like_regex "." flag "q")'), json_exists('["xy"]', '$[*] ? (@ like_regex "." flag "q")'), json_exists('["1a"]', '$[*] ? (@ like_regex "^\\d")');
SELECT json_exists('["xy"]', '$[*] ? (@ like_regex "(")');
-- Types and names.
SELECT typeof(1), typeof('x'), typeof(1.5), typeof(CAST('[1]' AS JSON)), pg_typeof(DATE '2024-01-01'), pg_typeof(ARRAY[1]), pg_typeof(NULL);
SELECT current_schema, current_catalog, current_database();
SELECT current_user;
SELECT (ROW(1, 'a')).f2, (CAST(ROW(1, 2) AS ROW(a INTEGER, b INTEGER))).b, (r).a FROM (VALUES (CAST(ROW(7, 8) AS ROW(a INTEGER, b INTEGER)))) AS v(r);
SELECT GROUPING_ID(a, b), a, b, count(*) FROM (VALUES (1, 2), (1, 3)) AS v(a, b) GROUP BY ROLLUP (a, b) ORDER BY 1, 2, 3;
-- The first row per key.
CREATE TABLE visits (who VARCHAR, at INTEGER, page VARCHAR, id INTEGER PRIMARY KEY);
INSERT INTO visits VALUES ('ada', 3, 'x', 1), ('ada', 1, 'y', 2), ('bob', 2, 'z', 3), ('bob', 5, 'w', 4), (NULL, 1, 'v', 5);
SELECT DISTINCT ON (who) who, at, page FROM visits ORDER BY who, at;
SELECT DISTINCT ON (who) who, at, page FROM visits ORDER BY who, at DESC LIMIT 2;
SELECT DISTINCT ON (1) upper(who) AS u, page FROM visits ORDER BY u, page;
SELECT DISTINCT ON (u) upper(who) AS u, max(at) AS latest, page FROM visits GROUP BY who, page ORDER BY u, latest DESC;
SELECT count(*) FROM (SELECT DISTINCT ON (who) who FROM visits) AS v;
CREATE MATERIALIZED VIEW newest AS SELECT DISTINCT ON (who) who, at, page FROM visits ORDER BY who, at DESC;
DELETE FROM visits WHERE id = 4;
INSERT INTO visits VALUES ('eve', 9, 'q', 6);
SELECT * FROM newest ORDER BY who;
SELECT DISTINCT ON (who) who FROM visits QUALIFY row_number() OVER (ORDER BY id) = 1;
-- In a view that changes.
CREATE TABLE words (id INTEGER PRIMARY KEY, w VARCHAR, n INTEGER, j JSON);
INSERT INTO words VALUES (1, 'alpha beta', 12, '{"a": [1]}'), (2, NULL, NULL, NULL), (3, 'gamma', 18, '[]');
CREATE MATERIALIZED VIEW wv AS SELECT id, regexp_count(w, 'a') AS c, regexp_split_to_array(w, ' ') AS parts, gcd(n, 8) AS g, n & 6 AS b, j #> '{a}' AS a, format('%s-%s', w, n) AS f, width_bucket(n, 10, 20, 5) AS wb FROM words;
UPDATE words SET w = 'delta', n = 7 WHERE id = 3;
DELETE FROM words WHERE id = 1;
SELECT * FROM wv ORDER BY id;
-- Queries in constructors.
CREATE TABLE kv (k VARCHAR, v INTEGER, id INTEGER PRIMARY KEY);
INSERT INTO kv VALUES ('b', 2, 1), ('a', 1, 2), ('c', NULL, 3);
SELECT MAP(SELECT k, v FROM kv) AS m, MAP(SELECT k, v FROM kv WHERE v > 9) AS e, cardinality(MAP(SELECT v, k FROM kv WHERE v IS NOT NULL)) AS n;
SELECT id, MAP(SELECT k, v FROM kv AS i WHERE i.id <= o.id) AS m FROM kv AS o ORDER BY id;
SELECT MAP(SELECT 'x', v FROM kv);
SELECT MAP(SELECT v, k FROM kv);
SELECT MAP(SELECT k FROM kv);
CREATE MATERIALIZED VIEW mapped AS SELECT MAP(SELECT k, v FROM kv) AS m FROM (VALUES (1)) AS one (x);
DELETE FROM kv WHERE id = 2;
SELECT * FROM mapped;
SELECT json_array((SELECT max(v) FROM kv), 2), json_object('a': (SELECT max(v) FROM kv)), json_build_object('a', (SELECT json_agg(k ORDER BY k) FROM kv)), json_object('a': (SELECT json_arrayagg(k) FROM kv));
SELECT json_object('a': (SELECT max(v) FROM kv WHERE kv.id = o.id), 'b': o.id) FROM kv AS o ORDER BY o.id;
-- Grouping by a column of USING.
CREATE TABLE l (x INTEGER, y INTEGER, id INTEGER PRIMARY KEY);
CREATE TABLE r (x INTEGER, z INTEGER, id INTEGER PRIMARY KEY);
INSERT INTO l VALUES (1, 10, 1), (1, 20, 2), (2, 30, 3), (NULL, 40, 4);
INSERT INTO r VALUES (1, 5, 1), (1, 6, 2), (3, 7, 3);
SELECT a.x, count(*) AS n FROM l AS a JOIN r AS b USING (x) GROUP BY x;
SELECT a.x, x + 1 AS x1, sum(y) AS s, count(z) AS n FROM l AS a LEFT JOIN r USING (x) GROUP BY x HAVING x IS NULL OR a.x > 0 ORDER BY x;
SELECT l.x AS k, count(*) AS n FROM l JOIN r USING (x) JOIN r AS q USING (x) GROUP BY x;
SELECT x, count(*) AS n FROM l FULL JOIN r USING (x) GROUP BY x ORDER BY x;
SELECT l.x FROM l FULL JOIN r USING (x) GROUP BY x;
SELECT r.x FROM l LEFT JOIN r USING (x) GROUP BY x;
SELECT x, (SELECT max(x) FROM r) AS m FROM l JOIN r USING (x) GROUP BY x;
