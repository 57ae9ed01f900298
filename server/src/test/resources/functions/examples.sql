-- # Numbers
SELECT abs(-2.5), sign(-7), mod(7, 3), 7 % 3;
SELECT floor(-2.5), ceil(-2.5), ceiling(2.1), round(2.567, 2), round(-2.5), truncate(2.567, 1), trunc(-2.9);
SELECT sqrt(2), cbrt(27), power(2, 10), pow(2, 0.5), 2 ^ 10, exp(1), pi();
SELECT ln(10), log10(1000), log2(8), log(2, 8);
SELECT greatest(3, NULL, 5), least(3, NULL, 5), coalesce(NULL, 2), nullif(1, 1);
SELECT bitand(12, 10), bitor(12, 10), bitxor(12, 10), bitnot(12), bitcount(255), bit_count(7), leftshift(1, 4), rightshift(256, 4);
SELECT gcd(1071, 462), lcm(4, 6), div(9, 4), factorial(5), width_bucket(5.35, 0.024, 10.06, 5), num_nulls(1, NULL), num_nonnulls(1, NULL);
SELECT 91 & 15, 32 | 3, 17 # 5, ~1, 1 << 4, 16 >> 2;
SELECT random() BETWEEN 0 AND 1, rand() < 1, rand_integer(1), char_length(CAST(gen_random_uuid() AS VARCHAR));
-- # Angles
SELECT sin(1), cos(1), tan(1), cot(1), sec(1), csc(1);
SELECT asin(1), acos(1), atan(1), atan2(1, 1);
SELECT sinh(1), cosh(1), tanh(1), coth(1), sech(1), csch(1), asinh(1), acosh(2), atanh(0.5);
SELECT sind(30), cosd(60), tand(45), asind(0.5), acosd(0.5), atand(1), degrees(pi()), radians(180);
-- # Text
SELECT upper('Mill'), lower('Mill'), initcap('mill race'), reverse('abc'), repeat('ab', 3);
SELECT char_length('äb'), character_length('äb'), length('äb'), octet_length('äb'), ascii('a'), chr(97);
SELECT substring('millrace' FROM 5 FOR 2), substr('millrace', 5), left('millrace', 4), right('millrace', 4);
SELECT position('r' IN 'millrace'), strpos('millrace', 'r'), overlay('millrace' PLACING 'X' FROM 1 FOR 4), split_part('a,b,c', ',', 2);
SELECT trim('  x '), ltrim('  x'), rtrim('x  '), btrim('xxaxx', 'x'), trim(LEADING 'x' FROM 'xxa'), lpad('7', 3, '0'), rpad('7', 3, '0');
SELECT replace('abcabc', 'bc', 'x'), translate('abc', 'ab', 'xy'), concat('a', NULL, 1), concat_ws('-', 'a', NULL, 'b'), 'a' || 'b';
SELECT starts_with('millrace', 'mill'), ends_with('millrace', 'race'), 'abc' LIKE 'a%', 'ABC' ILIKE 'a_c';
SELECT format('%s is %L', 'x', 'it''s'), format('%2$s-%1$5s', 'a', 'b'), quote_ident('Order'), quote_literal('it''s'), quote_nullable(NULL), bit_length('ab');
SELECT to_number('12,454.8-', '99G999D9S');
SELECT soundex('Robert'), soundex('Rupert'), difference('Robert', 'Rubin');
-- # Regular expressions
SELECT regexp_like('millrace', 'l+r'), regexp_replace('a1b2', '[0-9]', '#'), regexp_replace('a1b2', '[0-9]', '#', 'g');
SELECT regexp_extract('channel_id=42', '([a-z_]+)=([0-9]+)', 2), 'abc' SIMILAR TO 'a(b|x)c', 'Abc' ~ '^a', 'Abc' ~* '^a', 'abc' !~ 'x', contains('abc', 'b');
SELECT regexp_count('banana', 'an'), regexp_instr('banana', 'an', 1, 2), regexp_substr('a=1, b=2', '[a-z]=([0-9])', 1, 2, '', 1), substring('banana' FROM 'n.n');
SELECT regexp_match('k=42', '([a-z])=([0-9]+)'), regexp_split_to_array('a, b,c', ', *');
-- # Bytes, hashes and encodings
SELECT md5('abc'), sha1('abc');
SELECT sha256('abc');
SELECT sha512('abc');
SELECT sha224('abc');
SELECT sha384('abc');
SELECT encode(X'616200', 'escape'), encode(X'ff00', 'hex'), decode('YWJj', 'base64');
SELECT crc32('abc'), to_hex(255), to_base64('abc'), from_base64('YWJj'), url_encode('a b&c'), url_decode('a+b%26c');
-- # Dates and times
SELECT extract(YEAR FROM DATE '2024-02-29'), extract(DOW FROM DATE '2024-02-29'), extract(EPOCH FROM TIMESTAMP '2024-02-29 12:30:15'), date_part('minute', TIMESTAMP '2024-02-29 12:30:15');
SELECT year(DATE '2024-02-29'), quarter(DATE '2024-02-29'), month(DATE '2024-02-29'), week(DATE '2024-02-29'), dayofmonth(DATE '2024-02-29'), dayofweek(DATE '2024-02-29'), dayofyear(DATE '2024-02-29');
SELECT hour(TIMESTAMP '2024-02-29 12:30:15'), minute(TIMESTAMP '2024-02-29 12:30:15'), second(TIMESTAMP '2024-02-29 12:30:15');
SELECT date_trunc('month', TIMESTAMP '2024-02-29 12:30:15'), floor(TIMESTAMP '2024-02-29 12:30:15' TO HOUR), last_day(DATE '2024-02-01');
SELECT DATE '2024-02-29' + INTERVAL '1' YEAR, TIMESTAMP '2024-02-29 12:00:00' - INTERVAL '90' MINUTE, timestampadd(DAY, 1, DATE '2024-02-28');
SELECT timestampdiff(DAY, DATE '2024-01-01', DATE '2024-02-29'), datediff('month', DATE '2024-01-01', DATE '2024-03-31');
SELECT to_char(TIMESTAMP '2024-02-29 12:30:15', 'YYYY-MM-DD HH24:MI'), to_date('29.02.2024', 'DD.MM.YYYY'), to_timestamp('2024-02-29 12', 'YYYY-MM-DD HH24'), make_date(2024, 2, 29);
SELECT make_time(8, 15, 23.5), make_timestamp(2024, 2, 29, 8, 15, 23.5), make_timestamptz(2024, 7, 1, 12, 0, 0, 'Europe/Berlin'), dayname(DATE '2024-02-29'), monthname(DATE '2024-02-29');
SELECT date_bin(INTERVAL '15 minutes', TIMESTAMP '2024-02-29 12:44:17', TIMESTAMP '2001-01-01 00:00:00'), timezone('Asia/Tokyo', TIMESTAMP '2024-01-01 12:00:00');
SELECT TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1 day 2 hours', DATE '2024-01-31' + INTERVAL '1 year 1 mon';
SELECT age(TIMESTAMP '2001-04-10 00:00:00', TIMESTAMP '1957-06-13 00:00:00'), age(DATE '2024-03-01', DATE '2024-01-31');
SELECT TIMESTAMP '2024-07-01 12:00:00' AT TIME ZONE 'Europe/Berlin', at_time_zone(TIMESTAMP '2024-01-01 12:00:00', 'Asia/Tokyo');
SELECT statement_timestamp() = now(), transaction_timestamp() = now();
SELECT now() = current_timestamp, current_date = CAST(now() AS DATE), proctime() = now(), localtimestamp = CAST(now() AS TIMESTAMP), current_time = localtime;
-- # JSON
SELECT json_value('{"a": {"b": 7}}', '$.a.b'), json_query('{"a": {"b": 7}}', '$.a'), json_exists('{"a": 1}', '$.b');
SELECT json_object('a': 1, 'b': ARRAY[1, 2]), json_array(1, 'x', true), to_json('x'), '{"a": "x"}' -> 'a', '{"a": "x"}' ->> 'a', json_get('[1, 2]', 1), json_get_text('["x"]', 0);
SELECT json_type('[1]'), json_length('[1, 2]'), json_keys('{"a": 1}'), json_depth('[[1]]'), json_pretty('[]'), '[1' IS JSON;
SELECT json_build_object('a', 1, 'b', NULL), jsonb_build_object(), json_build_array(1, 'x'), jsonb_build_array(), to_jsonb('x'), row_to_json(CAST(ROW(1) AS ROW(a INTEGER))), array_to_json(ARRAY[1]);
SELECT json_typeof('1.5'), jsonb_typeof('[]'), json_array_length('[1, 2]'), jsonb_array_length('[]'), json_strip_nulls('{"a": null}'), jsonb_strip_nulls('{"a": 1}'), jsonb_pretty('[]'), json_storage_size('[1]'), variantnull();
SELECT json_extract_path('{"a": [1, 2]}', 'a', '0'), jsonb_extract_path('{"a": 1}', 'a'), json_extract_path_text('{"a": "x"}', 'a'), jsonb_extract_path_text('{"a": "x"}', 'a'), '{"a": [1, 2]}' #> '{a,1}', '{"a": "x"}' #>> '{a}';
-- # Types
SELECT typeof(1.5), pg_typeof(DATE '2024-01-01'), current_schema, current_catalog;
SELECT CAST('12' AS INTEGER), '2.50'::DECIMAL(5, 2);
