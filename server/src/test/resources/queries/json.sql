-- JSON as a column, taken apart and made; the answers are PostgreSQL's where it has the function.
CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON, g INTEGER, name VARCHAR);
INSERT INTO t VALUES (1, '{"a":1, "b":[1,{"c":"x"}]}', 1, 'one'), (2, NULL, 1, 'tw"o'), (3, '7', 2, NULL), (4, '[true, null, 1.50]', NULL, 'four');
DESCRIBE t;
SELECT * FROM t ORDER BY id;
-- What is no JSON does not get in.
INSERT INTO t VALUES (9, '{broken', 1, '');
INSERT INTO t (id, j) SELECT 9, name FROM t WHERE id = 1;
INSERT INTO t (id, j) SELECT 9, CAST(name AS JSON) FROM t WHERE id = 1;
UPDATE t SET j = 'nope' WHERE id = 1;
SELECT CAST(name AS JSON) FROM t WHERE id = 1;
SELECT TRY_CAST(name AS JSON) AS n, TRY_CAST('[1]' AS JSON) AS a FROM t WHERE id = 1;
-- Members and elements.
SELECT id, j -> 'b' -> 0 AS b0, j -> 'b' -> -1 -> 'c' AS bc, j -> 'b' -> 1 ->> 'c' AS bt, j ->> 'a' AS a, j['a'] AS ja, j -> 'none' AS n, j -> 0 AS e, j ->> 1 AS e1, j ->> 'a' || '!' AS c FROM t ORDER BY id;
SELECT json_value(j, '$.a') AS v, json_value(j, '$.a' RETURNING INTEGER) + 1 AS i, json_query(j, '$.b') AS q, json_exists(j, '$.b[*].c') AS e FROM t ORDER BY id;
SELECT id FROM t WHERE j IS JSON OBJECT OR j IS JSON SCALAR ORDER BY id;
-- How a question ends.
SELECT json_value('{"a":"x"}', '$.b' DEFAULT 'none' ON EMPTY) AS d, json_value('{"a":[]}', '$.a' DEFAULT 'bad' ON ERROR) AS e, json_value('{', '$.a' DEFAULT 'bad' ON ERROR) AS p, json_value('{"a":null}', '$.a' DEFAULT 'none' ON EMPTY) AS n;
SELECT json_value('{"a":"x"}', '$.a' RETURNING INTEGER) AS n, json_value('{"a":"x"}', '$.a' RETURNING INTEGER DEFAULT -1 ON ERROR) AS e, json_value('{"a":"3"}', '$.a' RETURNING INTEGER DEFAULT 7 ON EMPTY NULL ON ERROR) AS v, json_value('{}', '$.a' RETURNING DATE DEFAULT DATE '2024-01-01' ON EMPTY) AS d;
SELECT json_value('{"a":"abc"}', '$.a' RETURNING VARCHAR(2)) AS n, json_value('{"a":"abc"}', '$.a' RETURNING VARCHAR(2) DEFAULT '!' ON ERROR) AS d, json_value('{"a":"abc"}', '$.a' RETURNING VARCHAR(3)) AS v, char_length(json_value('"' || repeat('x', 3000) || '"', '$')) AS l;
SELECT json_value('{"a":"abc"}', '$.a' RETURNING VARCHAR(2) ERROR ON ERROR);
SELECT json_value('{"a":"x"}', '$.a' RETURNING INTEGER ERROR ON ERROR);
SELECT json_value('{"a":"x"}', '$.b' ERROR ON EMPTY);
SELECT json_value('{"a":[]}', '$.a' ERROR ON ERROR);
SELECT json_value('{"a":[1,2]}', '$.a[*]' ERROR ON ERROR);
SELECT json_value('{', '$.a' ERROR ON ERROR);
SELECT json_value('{}', '$.a.b ?(@ > 1)');
SELECT json_query('{"a":[1]}', '$.b' EMPTY ARRAY ON EMPTY) AS a, json_query('{', '$.b' EMPTY OBJECT ON ERROR) AS o, json_query('{"a":1}', '$.a' EMPTY ARRAY ON ERROR) AS e, json_query('[1,[2]]', '$[*]' WITH WRAPPER) AS w, json_query('[1,[2]]', '$[1]' WITH CONDITIONAL WRAPPER) AS c, json_query('{"a":1}', '$.a' WITH CONDITIONAL WRAPPER) AS s;
SELECT json_query('{"a":1}', '$.a' ERROR ON ERROR);
SELECT json_exists('{', '$' TRUE ON ERROR) AS t, json_exists('{', '$' UNKNOWN ON ERROR) AS u, json_exists('{', '$') AS f, json_exists('{"a":1}', 'strict $.b') AS s, json_exists(CAST(NULL AS VARCHAR), '$') AS n;
SELECT json_exists('{"a":1}', 'strict $.b' ERROR ON ERROR);
SELECT 'x' IS JSON AS a, '"x"' IS JSON AS b, '{}' IS JSON OBJECT AS c, '{}' IS NOT JSON ARRAY AS d, '1' IS JSON SCALAR AS e, '[]' IS JSON SCALAR AS f, CAST(NULL AS VARCHAR) IS JSON AS g;
-- Anything as JSON.
SELECT to_json(1.50) AS d, to_json(CAST('NaN' AS DOUBLE)) AS n, to_json(1e2) AS e, to_json('a"b') AS t, to_json(TIMESTAMP '2024-01-01 00:00:00.5') AS ts, to_json(DATE '2024-01-01') AS da, to_json(true) AS b, to_json(NULL) AS nu, to_json(MAP['a', ARRAY[1, NULL]]) AS m, to_json(CAST(ROW(1, 'x') AS ROW(p INTEGER, q VARCHAR))) AS r;
SELECT json_object('id': id, KEY 'name' VALUE name, 'j' VALUE j) AS o, json_object('g': g ABSENT ON NULL) AS b, json_array(id, name, g) AS a, json_array(id, name, g NULL ON NULL) AS n FROM t ORDER BY id;
SELECT json_object('in': json_object('a': json_array(1, 'x'))) AS nested, json_object('in': '[1, 2]' FORMAT JSON) AS parsed, json_object('in': '[1, 2]') AS text, json_object() AS o, json_array() AS a;
SELECT json_object(name : 1) FROM t;
SELECT json_object('in': '[1, 2' FORMAT JSON);
SELECT json_type('1.5') AS d, json_type('1') AS i, json_type('null') AS n, json_type('"x"') AS s, json_type('{}') AS o, json_type('[]') AS a, json_type('true') AS b;
SELECT json_length(j) AS l, json_depth(j) AS d, json_keys(j) AS k, json_length(j, '$.b') AS lb, json_keys(j, '$.b[1]') AS kb FROM t ORDER BY id;
SELECT json_pretty(j) AS p FROM t WHERE id = 1;
SELECT json_type('nope');
SELECT json_keys(5);
-- Views follow.
CREATE MATERIALIZED VIEW parts AS SELECT id, j ->> 'a' AS a, json_object('id': id, 'j': j) AS o FROM t;
CREATE MATERIALIZED VIEW collected AS SELECT g, array_agg(name) AS names, array_agg(name ORDER BY id DESC) AS turned, array_agg(DISTINCT g) AS gs, array_agg(id) FILTER (WHERE id > 2) AS ids,
  json_arrayagg(name) AS ns, json_arrayagg(j ORDER BY id DESC NULL ON NULL) AS js, json_objectagg(id : name) AS o, json_objectagg(id VALUE name ABSENT ON NULL) FILTER (WHERE id < 3) AS oa FROM t GROUP BY g;
CREATE MATERIALIZED VIEW by_json AS SELECT j, count(*) AS n FROM t GROUP BY j;
SELECT * FROM parts ORDER BY id;
SELECT * FROM collected ORDER BY g;
SELECT * FROM by_json ORDER BY n, j;
UPDATE t SET name = 'three', j = '{"a":1, "b":[1,{"c":"x"}]}' WHERE id = 3;
DELETE FROM t WHERE id = 4;
INSERT INTO t VALUES (5, '0', 1, 'one'), (6, '0', 1, 'one');
SELECT * FROM parts ORDER BY id;
SELECT * FROM collected ORDER BY g;
SELECT * FROM by_json ORDER BY n, j;
-- reopen
DELETE FROM t WHERE id IN (1, 5);
UPDATE t SET name = NULL WHERE id = 6;
SELECT * FROM parts ORDER BY id;
SELECT * FROM collected ORDER BY g;
SELECT * FROM by_json ORDER BY n, j;
SELECT json_arrayagg(name) AS none, json_arrayagg(name) FILTER (WHERE id > 100) AS no_rows, array_agg(name) AS n, array_agg(id) FILTER (WHERE false) AS e FROM t WHERE name IS NULL;
SELECT array_agg(ROW(id, g)) AS rows, array_agg(ARRAY[id, g] ORDER BY id DESC) AS arrays FROM t;
SELECT g, array_agg(id) AS ids FROM t GROUP BY ROLLUP(g) ORDER BY g;
SELECT json_objectagg(name : id) FROM t;
EXPLAIN SELECT g, array_agg(DISTINCT name ORDER BY name DESC) AS a, json_arrayagg(id ORDER BY name) AS b, json_objectagg(id : name) AS c FROM t GROUP BY g;
-- ARRAY(SELECT …).
SELECT ARRAY(SELECT id FROM t) AS a, ARRAY(SELECT id FROM t ORDER BY id DESC) AS d, ARRAY(SELECT id FROM t WHERE id > 100) AS e;
CREATE MATERIALIZED VIEW smaller AS SELECT a.id, ARRAY(SELECT b.id FROM t b WHERE b.id < a.id ORDER BY b.id DESC) AS s FROM t a;
SELECT * FROM smaller ORDER BY id;
INSERT INTO t (id) VALUES (1);
SELECT * FROM smaller ORDER BY id;
SELECT ARRAY(SELECT id FROM t ORDER BY id LIMIT 2) AS a, ARRAY(SELECT id AS x FROM t ORDER BY id DESC NULLS LAST, name LIMIT 2 OFFSET 1) AS b;
CREATE MATERIALIZED VIEW two_smaller AS SELECT a.id, ARRAY(SELECT b.id FROM t b WHERE b.id < a.id ORDER BY b.id DESC LIMIT 2) AS s FROM t a;
SELECT * FROM two_smaller ORDER BY id;
DELETE FROM t WHERE id = 2;
SELECT * FROM two_smaller ORDER BY id;
-- Filters in paths.
CREATE TABLE basket (id INTEGER PRIMARY KEY, body JSON);
INSERT INTO basket VALUES (1, '{"items": [{"name": "pen", "price": 2.5}, {"name": "desk", "price": 120}]}'), (2, '{"items": []}');
CREATE MATERIALIZED VIEW dear AS SELECT id, json_query(body, '$.items[*] ? (@.price > 10).name' WITH WRAPPER) AS names, json_exists(body, '$.items ? (@.name starts with "p")') AS pens FROM basket;
SELECT * FROM dear ORDER BY id;
UPDATE basket SET body = '{"items": [{"name": "lamp", "price": 11}]}' WHERE id = 2;
SELECT * FROM dear ORDER BY id;
SELECT json_value('{"a": 1}', '$.a ? (@ > 0');
-- A map of what a query gives.
SELECT MAP(SELECT id, g FROM t);
SELECT array_agg(NULL);
SELECT array_agg(DISTINCT name ORDER BY id) FROM t;
SELECT array_agg(id) OVER (ORDER BY id) FROM t;
SELECT json_arrayagg(id) OVER (ORDER BY id) FROM t;
