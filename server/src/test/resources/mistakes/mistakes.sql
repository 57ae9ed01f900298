-- Syntax
SELEC 1;
--> 42601: syntax error at line 1, column 1: unexpected "SELEC"; did you mean SELECT?
SELECT;
--> 42601: syntax error at line 1, column 6: unexpected end of the statement; expected an expression
SELECT FROM orders;
--> 42601: syntax error at line 1, column 8: unexpected "FROM"; expected an expression
SELECT id FROM;
--> 42601: syntax error at line 1, column 14: unexpected end of the statement; expected a table
SELECT id, FROM orders;
--> 42601: syntax error at line 1, column 12: unexpected "FROM"; expected an expression
SELECT id amount customer FROM orders;
--> 42601: syntax error at line 1, column 18: unexpected "customer"; expected ",", FROM, WHERE, ORDER BY, LIMIT, UNION or the end of the statement
SELECT id FROM orders WHERE;
--> 42601: syntax error at line 1, column 27: unexpected end of the statement; expected an expression
SELECT id FROM orders WHERE id = ;
--> 42601: syntax error at line 1, column 32: unexpected end of the statement; expected an expression
SELECT id FROM orders WHERE id = 1 AND;
--> 42601: syntax error at line 1, column 38: unexpected end of the statement; expected an expression
SELECT id FROM orders GROUP customer;
--> 42601: syntax error at line 1, column 29: unexpected "customer"; expected BY
SELECT id FROM orders ORDER id;
--> 42601: syntax error at line 1, column 29: unexpected "id"; expected BY
SELECT id FROM orders LIMIT x;
--> 42601: syntax error at line 1, column 29: unexpected "x"; expected a number, ALL or "?"
SELECT (id FROM orders;
--> 42601: syntax error at line 1, column 12: unexpected "FROM"; expected ")", ",", ORDER BY, LIMIT or UNION
SELECT id) FROM orders;
--> 42601: syntax error at line 1, column 10: unexpected ")"; expected a name, a string, ",", AS, FROM, WHERE or the end of the statement
SELECT 'abc FROM orders;
--> 42601: unterminated string: the ' at line 1, column 8 is never closed
SELECT "id FROM orders;
--> 42601: unterminated quoted name: the " at line 1, column 8 is never closed
SELECT id FROM orders /* never closed;
--> 42601: unterminated comment: the /* at line 1, column 23 is never closed
SELECT id FROM orders JOIN customers;
--> 42601: JOIN needs a condition, ON or USING; CROSS JOIN has none at line 1, column 23
SELECT id FROM orders WHERE id == 1;
--> 42601: syntax error at line 1, column 33: unexpected "="; expected an expression
SELECT id FROM orders WHERE id != = 1;
--> 42601: syntax error at line 1, column 35: unexpected "="; expected an expression
SELECT CASE id WHEN 1 THEN 2 FROM orders;
--> 42601: syntax error at line 1, column 30: unexpected "FROM"; expected ELSE, END or WHEN
SELECT CASE END FROM orders;
--> 42601: syntax error at line 1, column 17: unexpected "FROM"; expected WHEN
SELECT CAST(id INTEGER) FROM orders;
--> 42601: syntax error at line 1, column 16: unexpected "INTEGER"; expected AS
SELECT id IN () FROM orders;
--> 42601: syntax error at line 1, column 15: unexpected ")"; expected a query
SELECT id BETWEEN 1 FROM orders;
--> 42601: syntax error at line 1, column 20: BETWEEN operator has no terminating AND
SELECT * FROM (SELECT id FROM orders;
--> 42601: syntax error at line 1, column 36: unexpected end of the statement; expected a name, ")", ",", AS, WHERE, GROUP BY …; did you mean OTHERS instead of "orders"?
SELECT * FROM (sum(id)) AS s;
--> 42601: syntax error at line 1, column 16: Expected query or join
SELECT EXISTS id FROM orders;
--> 42601: EXISTS needs a sub-query in parentheses at line 1, column 8
VALUES;
--> 42601: syntax error at line 1, column 6: unexpected end of the statement
UPDATE orders;
--> 42601: syntax error at line 1, column 13: unexpected end of the statement; expected a name, AS, SET or "("; did you mean OTHERS instead of "orders"?
DELETE orders;
--> 42601: syntax error at line 1, column 8: unexpected "orders"; expected FROM
INSERT orders VALUES (1);
--> 42601: syntax error at line 1, column 8: unexpected "orders"; expected INTO
INSERT INTO orders;
--> 42601: syntax error at line 1, column 18: unexpected end of the statement; expected a query
DROP orders;
--> 42601: syntax error at line 1, column 6: unexpected "orders"; expected FUNCTION, SCHEMA, TABLE, VIEW, MATERIALIZED VIEW or PIPELINE
CREATE orders (id INTEGER);
--> 42601: syntax error at line 1, column 8: unexpected "orders"; expected FUNCTION, OR, SCHEMA, TABLE, VIEW, MATERIALIZED VIEW …
SELECT id FROM orders; SELECT 1;
--> 42601: one statement is expected, a second one begins at line 1, column 24
SELECT 1.2.3;
--> 42601: syntax error at line 1, column 11: unexpected ".3"; expected a name, a string, ",", AS, FROM, WHERE or the end of the statement
SELECT @id FROM orders;
--> 42601: syntax error at line 1, column 8: unexpected character "@"
SELECT id FROM orders WHERE id = $1;
--> 42703: column "$1" does not exist at line 1, column 34
SELECT interval FROM orders;
--> 42703: column "interval" does not exist at line 1, column 8
SELECT user FROM select;
--> 42601: syntax error at line 1, column 18: unexpected "select"; expected a table
WITH w AS SELECT 1 SELECT * FROM w;
--> 42601: syntax error at line 1, column 11: unexpected "SELECT"; expected "("
-- Names
SELECT * FROM order_s;
--> 42P01: table "order_s" does not exist; did you mean "orders"? at line 1, column 15
SELECT * FROM custmers;
--> 42P01: table "custmers" does not exist; did you mean "customers"? at line 1, column 15
SELECT * FROM nowhere.orders;
--> 42P01: table "nowhere.orders" does not exist at line 1, column 15
SELECT customr FROM orders;
--> 42703: column "customr" does not exist; did you mean "customer"? at line 1, column 8
SELECT o.custmer FROM orders AS o;
--> 42703: column "custmer" does not exist; did you mean "customer"? at line 1, column 10
SELECT x.id FROM orders AS o;
--> 42P01: there is no table "x" in FROM; did you mean "o"? at line 1, column 8
SELECT orders.id FROM orders AS o;
--> 42P01: there is no table "orders" in FROM at line 1, column 8
SELECT city FROM customers;
--> 42703: column "city" does not exist; did you mean "City"? at line 1, column 8
SELECT id FROM orders AS a, orders AS b;
--> 42702: column 'id' is ambiguous at line 1, column 8
SELECT id FROM orders WHERE idd = 1;
--> 42703: column "idd" does not exist; did you mean "id"? at line 1, column 29
SELECT id FROM orders ORDER BY amont;
--> 42703: column "amont" does not exist; did you mean "amount"? at line 1, column 32
SELECT sum(amount) FROM orders GROUP BY custmer;
--> 42703: column "custmer" does not exist; did you mean "customer"? at line 1, column 41
SELECT n FROM (SELECT id FROM orders) AS s;
--> 42703: column "n" does not exist; did you mean "s"? at line 1, column 8
SELECT a.id FROM orders AS a JOIN customers AS a ON TRUE;
--> 42701: the name 'a' stands twice in FROM at line 1, column 35
SELECT id FROM orders JOIN customers USING (name);
--> 42703: column "name" does not exist at line 1, column 45
SELECT id FROM orders JOIN customers ON customer = nam;
--> 42703: column "nam" does not exist; did you mean "name"? at line 1, column 52
SELECT id AS i FROM orders WHERE i = 1;
--> 42703: column "i" does not exist; did you mean "id"? at line 1, column 34
WITH w AS (SELECT 1 AS one) SELECT two FROM w;
--> 42703: column "two" does not exist at line 1, column 36
WITH w AS (SELECT 1), w AS (SELECT 2) SELECT * FROM w;
--> 42P07: WITH gives the name "w" twice at line 1, column 23
WITH w (a, b) AS (SELECT 1) SELECT * FROM w;
--> 42601: the query has another number of columns than names are given at line 1, column 8
SELECT * FROM sys.querys;
--> 42P01: table "sys.querys" does not exist; did you mean "queries"? at line 1, column 15
SELECT pair.c FROM lists;
--> 42P01: table "pair.c" does not exist at line 1, column 8
SELECT lists.pair.c FROM lists;
--> 42703: column "pair.c" does not exist; did you mean "pair"? at line 1, column 14
-- Functions
SELECT upppper(customer) FROM orders;
--> 42883: function upppper does not exist; did you mean "upper"? at line 1, column 8
SELECT upper(customer, 1) FROM orders;
--> 42883: function upper does not take the arguments (VARCHAR, INTEGER) at line 1, column 8
SELECT upper() FROM orders;
--> 42883: function upper does not take the arguments () at line 1, column 8
SELECT substring(customer) FROM orders;
--> 42601: syntax error at line 1, column 26: unexpected ")"; expected "," or FROM
SELECT coalesce() FROM orders;
--> 42883: function coalesce needs an argument at line 1, column 8
SELECT abs(customer) FROM orders;
--> 22018: invalid text for DECIMAL(38, 19): 'ann'
SELECT sum(customer) FROM orders;
--> 22018: invalid text for DECIMAL(38, 19): 'ann'
SELECT avg(paid) FROM orders;
--> 42804: cannot apply 'avg' to BOOLEAN; it takes AVG(NUMERIC) at line 1, column 8
SELECT count(id, id, *) FROM orders;
--> 42601: syntax error at line 1, column 22: unexpected "*"; expected DEFAULT or TABLE
SELECT date_trunc('dayy', placed) FROM orders;
--> 22023: there is no unit of time 'dayy'; did you mean "DAY"?
SELECT extract(PARSEC FROM placed) FROM orders;
--> 42601: there is no unit of time 'parsec' at line 1, column 16
SELECT round(customer) FROM orders;
--> 22018: invalid text for DECIMAL(38, 19): 'ann'
SELECT now(1);
--> 42883: function now does not take the arguments (INTEGER) at line 1, column 8
SELECT upper(*) FROM orders;
--> 42601: * cannot be an argument here at line 1, column 14
SELECT * FROM upper('a') AS t;
--> 42809: function upper gives a value, not a table, and cannot stand in FROM at line 1, column 15
SELECT * FROM sum(1) AS t;
--> 42809: function sum gives a value, not a table, and cannot stand in FROM at line 1, column 15
SELECT * FROM TABLE(nothing(1)) AS t;
--> 42883: function nothing does not exist at line 1, column 21
SELECT cardinality(id) FROM lists;
--> 42804: cannot apply 'cardinality' to INTEGER; it takes CARDINALITY(MULTISET) or CARDINALITY(ARRAY) or CARDINALITY(MAP) at line 1, column 8
SELECT CONVERT(id, 1) FROM orders;
--> 42601: syntax error at line 1, column 20: unexpected "1"; expected a name
DROP FUNCTION nothing;
--> 42P01: there is no function "nothing()"
CREATE FUNCTION f AS 'no.such.Class';
--> 42704: there is no class no.such.Class on the class path
-- Types
SELECT id + customer FROM orders;
--> 22018: invalid text for INTEGER: 'ann'
SELECT customer + INTERVAL '1' DAY FROM orders;
--> 42804: cannot apply '+' to VARCHAR(5) and INTERVAL DAY at line 1, column 8
SELECT placed - paid FROM orders;
--> 42804: cannot apply '-' to TIMESTAMP(6) and BOOLEAN at line 1, column 8
SELECT -customer FROM orders;
--> 22018: invalid text for DECIMAL(38, 19): 'ann'
SELECT NOT id FROM orders;
--> 42804: cannot apply 'NOT' to INTEGER at line 1, column 8
SELECT id AND paid FROM orders;
--> 42804: cannot apply 'AND' to INTEGER and BOOLEAN at line 1, column 8
SELECT id FROM orders WHERE id;
--> 42804: WHERE clause must be a condition at line 1, column 29
SELECT id FROM orders WHERE customer;
--> 42804: WHERE clause must be a condition at line 1, column 29
SELECT id FROM orders WHERE paid = 1;
--> 42804: cannot compare BOOLEAN and INTEGER at line 1, column 29
SELECT id FROM orders WHERE placed > paid;
--> 42804: cannot compare TIMESTAMP(6) and BOOLEAN at line 1, column 29
SELECT CASE WHEN id THEN 1 END FROM orders;
--> 42804: a condition must be BOOLEAN at line 1, column 8
SELECT CASE WHEN paid THEN 1 ELSE placed END FROM orders;
--> 42804: cannot cast INTEGER to TIMESTAMP(6)
SELECT coalesce(id, placed) FROM orders;
--> 42804: the values must be of one type at line 1, column 8
SELECT id IN ('a', placed) FROM orders;
--> 42804: cannot cast TIMESTAMP(6) to INTEGER
SELECT id BETWEEN 1 AND placed FROM orders;
--> 42804: cannot compare INTEGER and INTEGER and TIMESTAMP(6) at line 1, column 8
SELECT id || amount || placed + 1 FROM orders;
--> 22018: invalid text for INTEGER: '110.502024-01-01 10:00:00'
SELECT tags['a'] FROM lists;
--> 42804: cannot take an element of VARCHAR ARRAY by CHAR(1): of an ARRAY by INTEGER, of a MAP by a key of its type, of a ROW by name or place at line 1, column 8
SELECT id[1] FROM lists;
--> 42804: cannot take an element of INTEGER by INTEGER: of an ARRAY by INTEGER, of a MAP by a key of its type, of a ROW by name or place at line 1, column 8
SELECT counts[1] FROM lists;
--> 42804: cannot take an element of (VARCHAR, INTEGER) MAP by INTEGER: of an ARRAY by INTEGER, of a MAP by a key of its type, of a ROW by name or place at line 1, column 8
SELECT ARRAY[1, TRUE];
--> 42804: the values must be of one type at line 1, column 8
SELECT MAP['a', 1, 'b'];
--> 42601: MAP needs a value for each key at line 1, column 8
SELECT id FROM orders UNION SELECT id, customer FROM orders;
--> 42601: column count mismatch in UNION at line 1, column 36
SELECT id FROM orders UNION SELECT placed FROM orders;
--> 42804: UNION of INTEGER and TIMESTAMP(6) at line 1, column 36
SELECT id, placed FROM orders UNION ALL SELECT id, placed FROM orders UNION ALL (SELECT id, paid FROM orders);
--> 42804: the types of column 2 do not match in UNION ALL at line 1, column 12
SELECT id FROM orders INTERSECT SELECT paid FROM orders;
--> 42804: the types of column 1 do not match in INTERSECT at line 1, column 8
SELECT (SELECT id, amount FROM orders);
--> 42804: a sub-query that stands for a value must have one column at line 1, column 8
SELECT id = (1, 2) FROM orders;
--> 42804: cannot compare INTEGER and ROW(INTEGER, INTEGER) at line 1, column 8
SELECT (id, amount) IN (SELECT id FROM orders) FROM orders;
--> 42804: the values on both sides of IN must match in number and type at line 1, column 8
SELECT id = ANY (SELECT placed FROM orders) FROM orders;
--> 42804: the values on both sides of = SOME must match in number and type at line 1, column 8
VALUES (1, 2), (3);
--> 42804: the rows of VALUES must have as many values each, of types that match at line 1, column 1
VALUES (1), (TRUE);
--> 42804: the rows of VALUES must have as many values each, of types that match at line 1, column 1
-- Constants
SELECT DATE '2024-13-01';
--> 22007: illegal DATE literal '2024-13-01': not in format 'yyyy-MM-dd' at line 1, column 8
SELECT TIMESTAMP '2024-01-01 25:00:00';
--> 22007: illegal TIMESTAMP literal '2024-01-01 25:00:00': not in format 'yyyy-MM-dd HH:mm:ss' at line 1, column 8
SELECT TIME 'noon';
--> 22007: illegal TIME literal 'noon': not in format 'HH:mm:ss' at line 1, column 8
SELECT INTERVAL 'x' DAY;
--> 42601: illegal interval literal format 'x' for INTERVAL DAY at line 1, column 8
SELECT INTERVAL '1' PARSEC;
--> 42601: syntax error at line 1, column 21: unexpected "PARSEC"; expected DAY, HOUR, MINUTE, MONTH, QUARTER, SECOND …
SELECT INTERVAL '1 2' DAY;
--> 42601: illegal interval literal format '1 2' for INTERVAL DAY at line 1, column 8
SELECT X'0G';
--> 42601: syntax error at line 1, column 8: Binary literal string must contain only characters '0' - '9', 'A' - 'F'
SELECT X'0';
--> 42601: a binary constant has two digits for each byte at line 1, column 8
SELECT id + 0.0000000000000000000000000000000000000001 FROM orders;
--> 22003: the number 1E-40 is out of range: numbers have at most 38 digits at line 1, column 13
SELECT 99999999999999999999999999999999999999999;
--> 22003: the number 99999999999999999999999999999999999999999 is out of range: numbers have at most 38 digits at line 1, column 8
SELECT 1e400;
--> 22003: the number 1E400 is out of range: numbers have at most 38 digits at line 1, column 8
-- Casts
SELECT CAST(placed AS INTEGER) FROM orders;
--> 42804: cannot cast TIMESTAMP(6) to INTEGER
SELECT CAST(id AS DATE) FROM orders;
--> 42804: cannot cast INTEGER to DATE at line 1, column 8
SELECT CAST(id AS NUMBER) FROM orders;
--> 42704: type "number" does not exist at line 1, column 19
SELECT CAST(id AS DECIMAL(99, 2)) FROM orders;
--> 22003: DECIMAL has 1 to 38 digits, and its scale is not greater at line 1, column 19
SELECT CAST(id AS DECIMAL(5, 7)) FROM orders;
--> 22003: DECIMAL has 1 to 38 digits, and its scale is not greater at line 1, column 19
SELECT CAST(placed AS INTERVAL DAY) FROM orders;
--> 42804: cannot cast TIMESTAMP(6) to INTERVAL DAY at line 1, column 8
SELECT CAST(tags AS INTEGER) FROM lists;
--> 42804: cannot cast VARCHAR ARRAY to INTEGER at line 1, column 8
SELECT CAST(pair AS ROW(a INTEGER)) FROM lists;
--> 42804: cannot cast ROW(INTEGER a, VARCHAR b) to ROW(INTEGER a) at line 1, column 8
SELECT CAST('abc' AS INTEGER);
--> 22018: invalid text for INTEGER: 'abc'
SELECT CAST(customer AS INTEGER) FROM orders;
--> 22018: invalid text for INTEGER: 'ann'
SELECT CAST('2024-02-30' AS DATE);
--> 22007: invalid text for DATE: '2024-02-30'
SELECT CAST('maybe' AS BOOLEAN);
--> 22018: invalid text for BOOLEAN: 'maybe'
SELECT CAST(3000000000 AS INTEGER);
--> 22003: value 3000000000 is out of range for INTEGER
SELECT CAST('1234567890' AS DECIMAL(5, 2));
--> 22003: value 1234567890 is out of range for DECIMAL(5, 2)
SELECT CAST('zz' AS UUID);
--> 22018: invalid text for UUID: 'zz'
-- At run time
SELECT 10 / (id - 1) FROM orders;
--> 22012: division by zero: 10 / 0
SELECT amount / 0 FROM orders;
--> 22012: division by zero: 1050 / 0
SELECT id % 0 FROM orders;
--> 22012: division by zero: 1 % 0
SELECT id + 2147483647 FROM orders;
--> 22003: 1 + 2147483647 is out of range for INTEGER
SELECT small + CAST(1 AS SMALLINT) FROM orders;
--> 22003: value 32768 is out of range for SMALLINT
SELECT CAST(small + 1 AS SMALLINT) FROM orders;
--> 22003: value 32768 is out of range for SMALLINT
SELECT 9223372036854775807 + id FROM orders;
--> 22003: 9223372036854775807 + 1 is out of range for BIGINT
SELECT sum(9223372036854775807) FROM orders;
--> 22003: the sum 18446744073709551614 of sum is out of range for BIGINT
SELECT sqrt(-id) FROM orders;
--> 2201E: SQRT(-1.0): the argument must be 0 or more
SELECT ln(0 * id) FROM orders;
--> 2201E: LN(0.0): the argument must be above 0
SELECT power(10e0, 400 * id) FROM orders;
--> 22003: 10.0 to the power 400.0 is out of range for DOUBLE
SELECT customer SIMILAR TO '(' FROM orders;
--> 2201B: invalid regular expression '(': Unclosed group
SELECT regexp_replace(customer, '(', 'x') FROM orders;
--> 2201B: invalid regular expression '(': Unclosed group
SELECT customer LIKE 'a!' ESCAPE '!!' FROM orders;
--> 22023: the escape of LIKE must be one character, it is '!!'
SELECT substring(customer FROM 1 FOR -1) FROM orders;
--> 22023: SUBSTRING with a negative length: -1
SELECT repeat(customer, 2000000000) FROM orders;
--> 22023: the result of REPEAT would be longer than 67108864 bytes
SELECT (SELECT id FROM orders);
--> 21000: a sub-query used as an expression gave 2 rows; expected at most one
SELECT CAST(customer AS DATE) FROM orders;
--> 22007: invalid text for DATE: 'ann'
SELECT AVG(amount) OVER (ORDER BY id ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM orders;
--> 42601: the offset of a ROWS frame must be a constant, 0 or more at line 1, column 51
-- Aggregates
SELECT id, count(*) FROM orders;
--> 42803: expression 'id' is not being grouped at line 1, column 8
SELECT customer, amount, count(*) FROM orders GROUP BY customer;
--> 42803: expression 'amount' is not being grouped at line 1, column 18
SELECT count(count(*)) FROM orders;
--> 42803: aggregate expressions cannot be nested at line 1, column 8
SELECT id FROM orders WHERE count(*) > 1;
--> 42803: an aggregate cannot stand in WHERE at line 1, column 29
SELECT id FROM orders GROUP BY count(*);
--> 42803: an aggregate cannot stand in GROUP BY at line 1, column 32
SELECT id FROM orders HAVING id > 1;
--> 42803: expression 'id' is not being grouped at line 1, column 8
SELECT customer FROM orders GROUP BY customer HAVING amount > 1;
--> 42803: expression 'amount' is not being grouped at line 1, column 54
SELECT customer FROM orders GROUP BY customer ORDER BY amount;
--> 42803: expression 'amount' is not being grouped at line 1, column 56
SELECT count(*) FROM orders GROUP BY 3;
--> 42703: the SELECT list has no column of that number at line 1, column 38
SELECT sum(DISTINCT *) FROM orders;
--> 42601: syntax error at line 1, column 21: unexpected "*"; expected DEFAULT
SELECT grouping(id) FROM orders GROUP BY ROLLUP (customer);
--> 42601: the argument to GROUPING operator must be a grouped expression at line 1, column 17
SELECT DISTINCT id FROM orders ORDER BY amount;
--> 42601: with DISTINCT, ORDER BY can use only what is selected; 'amount' is not at line 1, column 41
SELECT count(*) FILTER (WHERE id) FROM orders;
--> 42804: FILTER clause must be a condition at line 1, column 31
SELECT percentile_cont(2) WITHIN GROUP (ORDER BY id) FROM orders;
--> 22023: percentile_cont: the fraction is 2, expected a number from 0 to 1
SELECT percentile_cont(0.5) FROM orders;
--> 42883: function percentile_cont does not take the arguments (DECIMAL) at line 1, column 8
SELECT sum(id) WITHIN GROUP (ORDER BY id) FROM orders;
--> 42601: aggregate SUM takes no WITHIN GROUP at line 1, column 8
SELECT id FROM orders ORDER BY 2;
--> 42703: the SELECT list has no column of that number at line 1, column 32
SELECT count(*) FROM orders GROUP BY CUBE (id, customer, amount, placed, paid, small, id, customer, amount);
--> 54001: CUBE of 9 columns makes too many grouping sets; at most 256 are allowed at line 1, column 38
-- Window functions and frames
SELECT row_number() FROM orders;
--> 42601: a window function needs OVER (…) at line 1, column 8
SELECT rank() OVER () FROM orders;
--> 42601: RANK and DENSE_RANK need ORDER BY in OVER (…) at line 1, column 20
SELECT id FROM orders WHERE row_number() OVER (ORDER BY id) = 1;
--> 42601: a window function cannot stand in WHERE; QUALIFY filters by one at line 1, column 29
SELECT sum(id) OVER (ORDER BY amount, id RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders;
--> 42601: RANGE with an offset needs exactly one ORDER BY column at line 1, column 42
SELECT sum(id) OVER (ORDER BY customer RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders;
--> 42601: RANGE with an offset needs an ORDER BY column that is a number or a time at line 1, column 54
SELECT sum(id) OVER (ROWS BETWEEN CURRENT ROW AND UNBOUNDED PRECEDING) FROM orders;
--> 42601: UNBOUNDED PRECEDING cannot be specified for the upper frame boundary at line 1, column 51
SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN id PRECEDING AND CURRENT ROW) FROM orders;
--> 0A000: a frame whose offset is not a constant is not supported yet
SELECT sum(id) OVER w FROM orders;
--> 42601: window 'w' not found at line 1, column 21
SELECT ntile(0) OVER (ORDER BY id) FROM orders;
--> 22023: NTILE needs a number greater than 0
SELECT upper(customer) OVER () FROM orders;
--> 0A000: upper as a window function is not supported yet at line 1, column 8
SELECT count(DISTINCT id) OVER () FROM orders;
--> 0A000: DISTINCT in a window function is not supported yet at line 1, column 8
SELECT sum(sum(id) OVER ()) OVER () FROM orders;
--> 42803: aggregate expressions cannot be nested at line 1, column 8
SELECT id FROM orders QUALIFY id > 1;
--> 42601: QUALIFY needs a window function at line 1, column 8
-- Windows of time
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(n), INTERVAL '1' MINUTE));
--> 42804: TUMBLE is written TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset]), with a TIMESTAMP column and constant intervals at line 1, column 21
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(att), INTERVAL '1' MINUTE));
--> 42703: column "att" does not exist; did you mean "at"? at line 1, column 53
SELECT * FROM TABLE(TUMBLE(TABLE clickss, DESCRIPTOR(at), INTERVAL '1' MINUTE));
--> 42P01: table "clickss" does not exist; did you mean "clicks"? at line 1, column 34
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at)));
--> 42883: function tumble does not take the arguments (ROW, COLUMN_LIST) at line 1, column 21
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), 60));
--> 42804: TUMBLE is written TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset]), with a TIMESTAMP column and constant intervals at line 1, column 21
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '0' MINUTE));
--> 22023: TUMBLE: the size of a window must be positive
SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '1' MONTH));
--> 0A000: TUMBLE with a size that is not a constant of days, hours, minutes or seconds is not supported yet
SELECT * FROM TABLE(HOP(TABLE clicks, DESCRIPTOR(at), INTERVAL '1' MINUTE));
--> 42883: function hop does not take the arguments (ROW, COLUMN_LIST, INTERVAL_MINUTE) at line 1, column 21
SELECT * FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(at), INTERVAL '3' MINUTE, INTERVAL '10' MINUTE));
--> 22023: CUMULATE: the size of a window must be a multiple of its step
SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY whoo, DESCRIPTOR(at), INTERVAL '1' MINUTE));
--> 42703: column "whoo" does not exist; did you mean "who"? at line 1, column 55
SELECT count(*) FROM clicks GROUP BY TUMBLE(at, INTERVAL '1' MINUTE);
--> 0A000: TUMBLE in GROUP BY (it is a table function: FROM TABLE(TUMBLE(…))) is not supported yet at line 1, column 38
SELECT window_end FROM clicks;
--> 42703: column "window_end" does not exist at line 1, column 8
-- Joins and sub-queries
SELECT * FROM orders JOIN customers ON customer;
--> 42804: ON clause must be a condition at line 1, column 40
SELECT * FROM orders JOIN customers ON orders.customer = customers.namme;
--> 42703: column "namme" does not exist; did you mean "name"? at line 1, column 68
SELECT * FROM orders NATURAL JOIN customers ON TRUE;
--> 42601: NATURAL JOIN takes neither ON nor USING at line 1, column 48
SELECT o.id FROM orders AS o ASOF JOIN customers AS c MATCH_CONDITION o.placed >= c.since;
--> 42601: syntax error at line 1, column 89: unexpected end of the statement; expected ON
SELECT o.id FROM orders AS o ASOF JOIN clicks AS c MATCH_CONDITION o.placed >= c.at ON o.customer > c.who;
--> 42601: ASOF JOIN condition must be a conjunction of equality comparisons of columns from both sides at line 1, column 88
SELECT o.id FROM orders AS o WHERE o.id IN (SELECT customerr FROM orders);
--> 42703: column "customerr" does not exist; did you mean "customer"? at line 1, column 52
SELECT o.id, (SELECT max(c.since) FROM customers AS c WHERE c.name = p.customer) FROM orders AS o;
--> 42P01: there is no table "p" in FROM; did you mean "c"? at line 1, column 70
SELECT * FROM orders AS o, (SELECT * FROM customers AS c WHERE c.name = o.customer) AS s;
--> 42P01: there is no table "o" in FROM; did you mean "s"? at line 1, column 73
SELECT * FROM orders AS o JOIN (customers AS c CROSS JOIN LATERAL (SELECT c.name AS m) AS l) ON TRUE;
--> 0A000: LATERAL in a join in parentheses on the right of another join is not supported yet at line 1, column 68
SELECT * FROM UNNEST(1);
--> 42804: UNNEST needs an ARRAY or a MAP, not INTEGER at line 1, column 15
SELECT u.x FROM lists CROSS JOIN UNNEST(tags) AS u (x, y);
--> 42601: 2 column names are given to a table of 1 at line 1, column 53
SELECT n FROM ticks;
--> 42P20: table public.ticks never ends and has no "now": use SELECT STREAM, or LIMIT without ORDER BY
SELECT STREAM id FROM orders ORDER BY id;
--> 0A000: ORDER BY without LIMIT in SELECT STREAM is not supported yet
SELECT id FROM orders LIMIT -1;
--> 42601: syntax error at line 1, column 29: unexpected "-"; expected a number, ALL or "?"
-- Patterns
SELECT * FROM clicks MATCH_RECOGNIZE (PATTERN (A B) DEFINE A AS n > 1);
--> 42601: MATCH_RECOGNIZE wants ORDER BY at line 1, column 22
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A B+ DEFINE A AS n > 1);
--> 42601: syntax error at line 1, column 65: unexpected "DEFINE"; expected a name, ")", PERMUTE, "(", "{", "?" …; DEFINE is a reserved word: to use it as a name write "define" in double quotes
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at MEASURES C.n AS c PATTERN (A B) DEFINE A AS n > 1);
--> 42704: pattern variable c does not exist; did you mean "a"? at line 1, column 60
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A B) DEFINE C AS n > 1);
--> 42704: DEFINE of c, which does not stand in PATTERN at line 1, column 72
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A B) DEFINE A AS nn > 1);
--> 42703: column nn does not exist; did you mean "n"? at line 1, column 77
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A B) DEFINE A AS n);
--> 42804: a condition must be BOOLEAN, not INTEGER at line 1, column 77
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at AFTER MATCH SKIP TO LAST C PATTERN (A B) DEFINE A AS n > 1);
--> 42P16: MATCH_RECOGNIZE gives no columns: it wants MEASURES or PARTITION BY at line 1, column 22
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A{3,1}) DEFINE A AS n > 1);
--> 42601: a quantifier's upper bound is below its lower one at line 1, column 60
SELECT * FROM clicks MATCH_RECOGNIZE (ORDER BY at PATTERN (A) WITHIN INTERVAL '1' MONTH DEFINE A AS n > 1);
--> 42P16: MATCH_RECOGNIZE gives no columns: it wants MEASURES or PARTITION BY at line 1, column 22
SELECT * FROM clicks MATCH_RECOGNIZE (PARTITION BY whoo ORDER BY at PATTERN (A) DEFINE A AS n > 1);
--> 42703: column whoo does not exist; did you mean "who"? at line 1, column 52
-- Tables
CREATE TABLE orders (id INTEGER);
--> 42P07: there is a table "orders" already
CREATE TABLE t (id INTEGER, id VARCHAR);
--> 42701: column "id" is declared twice
CREATE TABLE t (id INTEGR);
--> 42704: type "integr" does not exist; did you mean "integer"? at line 1, column 20
CREATE TABLE t (id DECIMAL(50));
--> 42P16: line 1, column 20: type DECIMAL(50): DECIMAL has 1 to 38 digits, and its scale is not greater
CREATE TABLE t ();
--> 42601: syntax error at line 1, column 17: unexpected ")"; expected a name, CONSTRAINT or PRIMARY
CREATE TABLE t (id INTEGER, PRIMARY KEY (idd));
--> 42703: there is no column "idd" for the primary key; did you mean "id"?
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER PRIMARY KEY);
--> 42P16: a table has one primary key, here are 2
CREATE TABLE t (id INTEGER DEFAULT 'x');
--> 22018: column "id" of "t": 'x' is not a value of type INTEGER
CREATE TABLE t (id INTEGER DEFAULT b, b INTEGER);
--> 42703: column "b" does not exist at line 1, column 36
CREATE TABLE t (id INTEGER, c AS idd + 1);
--> 42703: column "idd" does not exist; did you mean "id"? at line 1, column 34
CREATE TABLE t (id INTEGER, WATERMARK FOR at AS at - INTERVAL '1' SECOND);
--> 42703: there is no column "at" for the WATERMARK
CREATE TABLE t (id INTEGER, WATERMARK FOR id AS id - 1);
--> 42804: WATERMARK FOR "id": column and expression must be timestamps of one type; they are INTEGER and INTEGER
CREATE TABLE t (id INTEGER) WITH ('connector' = 'kafkaa');
--> 42704: there is no connector 'kafkaa' (there are: blackhole, datagen, filesystem, nexmark, print)
CREATE TABLE t (id INTEGER) WITH ('connector' = 'datagen', 'rows-per-secnd' = '1');
--> 22023: connector 'datagen' has no option 'rows-per-secnd'; did you mean "rows-per-second"?
CREATE TABLE t (id INTEGER) WITH ('connector' = 'datagen', 'rows-per-second' = 'many');
--> 22023: option 'rows-per-second' is 'many'; expected a whole number from 0 to 1000000000
CREATE TABLE t (id INTEGER) WITH ('connector' = 'filesystem', 'format' = 'csv');
--> 22023: option 'path' is missing; expected a text
CREATE TABLE t (id INTEGER) WITH ('connector' = 'filesystem', 'format' = 'xml', 'path' = '/tmp/x');
--> 22023: option 'format' is 'xml'; expected one of csv, json
CREATE TABLE t (id INTEGER) WITH ('idle-timeout' = 'soon');
--> 22023: option 'idle-timeout' is 'soon'; expected a time span such as '500 ms', '10 s', '5 min' or '1 h'
DROP TABLE order_s;
--> 42P01: there is no table "order_s"; did you mean "orders"?
DROP TABLE totals;
--> 42809: "totals" is no table; use DROP MATERIALIZED VIEW
DROP VIEW orders;
--> 42809: "orders" is no view; use DROP TABLE
DROP TABLE orders;
--> 2BP01: cannot drop table "orders": used by view "cheap", materialized view "totals"; DROP … CASCADE drops these too
DROP MATERIALIZED VIEW nothing;
--> 42P01: there is no materialized view "nothing"
TRUNCATE TABLE order_s;
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
TRUNCATE TABLE cheap;
--> 42809: "cheap" is a view, only a table can be written
CREATE VIEW cheap AS SELECT 1 AS one;
--> 42P07: there is a view "cheap" already
CREATE VIEW v (a, b) AS SELECT id FROM orders;
--> 42P16: view "v" is given 2 column names, its query has 1 columns
CREATE VIEW v AS SELECT idd FROM orders;
--> 42703: column "idd" does not exist; did you mean "id"? at line 1, column 25
CREATE MATERIALIZED VIEW v AS SELECT id, id FROM orders;
--> 42701: view public.v would have two columns "id": name them with AS
CREATE MATERIALIZED VIEW v AS SELECT id + 1, 'a' FROM orders LIMIT -1;
--> 42601: syntax error at line 1, column 68: unexpected "-"; expected a number, ALL or "?"
CREATE MATERIALIZED VIEW v WITH ('late-row' = 'keep') AS SELECT id FROM orders;
--> 22023: a materialized view has no option 'late-row'; did you mean "late-rows"?
CREATE MATERIALIZED VIEW v WITH ('allowed-lateness' = 'long') AS SELECT id FROM orders;
--> 22023: option 'allowed-lateness' is 'long'; expected a time span such as '500 ms', '10 s', '5 min' or '1 h'
CREATE PIPELINE p AS SELECT STREAM id FROM orders;
--> 42601: syntax error at line 1, column 22: unexpected "SELECT"; expected INSERT
CREATE PIPELINE p AS INSERT INTO nothing SELECT STREAM id FROM orders;
--> 42P01: there is no table or view "nothing"
DESCRIBE order_s;
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
SHOW CREATE TABLE order_s;
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
SHOW NOTHING;
--> 42704: there is no setting "nothing"
EXPLAIN DROP TABLE orders;
--> 42601: syntax error at line 1, column 9: unexpected "DROP"; expected a query, INSERT, UPDATE, DELETE or CREATE
-- Rows
INSERT INTO orders VALUES (1, 'x', 1, NULL, NULL, NULL);
--> 23505: duplicate key in table "orders": (id) = (1) exists already
INSERT INTO orders (id, customr) VALUES (3, 'x');
--> 42703: table public.orders has no column "customr"; did you mean "customer"?
INSERT INTO orders (id, id) VALUES (3, 4);
--> 42701: column "id" is given more than once
INSERT INTO orders (id, customer) VALUES (3, 'x', 1);
--> 42601: INSERT has 3 values in a row and 2 columns to put them in
INSERT INTO orders (customer) VALUES ('x');
--> 23502: NULL in column "id" of table "orders", which is NOT NULL
INSERT INTO orders (id, customer) VALUES (3, 'far too long');
--> 22001: column "customer" of "orders": a value of 12 characters is too long for VARCHAR(5)
INSERT INTO orders (id, amount) VALUES (3, 'x');
--> 22018: column "amount" of "orders": 'x' is not a value of type DECIMAL(9, 2)
INSERT INTO orders (id, amount) VALUES (3, 99999999.999);
--> 22003: column "amount" of "orders": value 99999999.999 is out of range for DECIMAL(9, 2)
INSERT INTO orders (id, placed) VALUES (3, 5);
--> 42804: column "placed" of "orders": the value 5 does not suit type TIMESTAMP(6)
INSERT INTO orders (id, paid) VALUES (3, 5);
--> 42804: column "paid" of "orders": the value 5 does not suit type BOOLEAN
INSERT INTO orders (id) VALUES (3000000000);
--> 22003: column "id" of "orders": value 3000000000 is out of range for INTEGER
INSERT INTO orders SELECT id FROM customers;
--> 42703: column "id" does not exist at line 1, column 27
INSERT INTO totals VALUES ('x', 1);
--> 42809: "totals" is a materialized view, only a table can be written
INSERT INTO cheap VALUES (1, 2);
--> 42809: "cheap" is a view, only a table can be written
INSERT INTO order_s VALUES (1);
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
INSERT INTO orders (id) VALUES (3), (3);
--> 23505: duplicate key in table "orders": (id) = (3) is given twice
INSERT INTO orders (id) VALUES (1) ON CONFLICT (customer) DO NOTHING;
--> 42P16: ON CONFLICT (customer) needs a primary key on these columns; table "orders" has one on (id)
INSERT INTO clicks VALUES ('a', 1, NULL) ON CONFLICT DO NOTHING;
--> 42P16: ON CONFLICT needs a primary key on these columns; table "clicks" has none
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET customr = 'x';
--> 42703: table public.orders has no column "customr"; did you mean "customer"?
UPDATE orders SET customr = 'x';
--> 42703: table public.orders has no column "customr"; did you mean "customer"?
UPDATE orders SET id = 1;
--> 23505: duplicate key in table "orders": (id) = (1) would be there twice
UPDATE orders SET customer = 'far too long';
--> 22001: text of 12 characters is too long for VARCHAR(5): 'far too long'
UPDATE orders SET amount = placed;
--> 42804: column "amount" is of type DECIMAL(9, 2), the value is of type TIMESTAMP(6)
UPDATE orders SET id = NULL;
--> 23502: NULL in column "id" of table "orders", which is NOT NULL
UPDATE orders SET customer = 'x', customer = 'y';
--> 42701: column "customer" is given more than once
UPDATE orders SET amount = sum(amount);
--> 42803: expression 'orders.id' is not being grouped
UPDATE order_s SET id = 1;
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
UPDATE totals SET total = 1;
--> 42809: "totals" is a materialized view, only a table can be written
UPDATE orders SET amount = 1 WHERE idd = 1;
--> 42703: column "idd" does not exist; did you mean "id"? at line 1, column 36
DELETE FROM order_s;
--> 42P01: there is no table or view "order_s"; did you mean "orders"?
DELETE FROM orders WHERE idd = 1;
--> 42703: column "idd" does not exist; did you mean "id"? at line 1, column 26
DELETE FROM orders WHERE id;
--> 42804: WHERE clause must be a condition at line 1, column 26
DELETE FROM totals;
--> 42809: "totals" is a materialized view, only a table can be written
-- Savepoints and settings
SAVEPOINT known;
--> 3B001: savepoint "known" exists already
RELEASE SAVEPOINT knwn;
--> 3B001: there is no savepoint "knwn"; did you mean "known"?
ROLLBACK TO SAVEPOINT knwn;
--> 3B001: there is no savepoint "knwn"; did you mean "known"?
SAVEPOINT s FOR QUERY nothing;
--> 42P01: there is no table or view "nothing"
ALTER QUERY nothing RESTART;
--> 42P01: there is no table or view "nothing"
ALTER QUERY orders RESTART;
--> 42809: "orders" is a table, expected a materialized view or a pipeline
SET paralelism = 2;
--> 42704: there is no setting "paralelism"; did you mean "parallelism"?
SET parallelism = 0;
--> 22023: option 'parallelism' is '0'; expected a whole number from 1 to 128
SET parallelism = 'many';
--> 22023: option 'parallelism' is 'many'; expected a whole number from 1 to 128
RESET paralelism;
--> 42704: there is no setting "paralelism"; did you mean "parallelism"?
SHOW paralelism;
--> 42704: there is no setting "paralelism"; did you mean "parallelism"?
ALTER QUERY nothing SET (parallelism = 2);
--> 42P01: there is no table or view "nothing"
SELECT id FROM orders FOR SYSTEM_TIME AS OF SAVEPOINT nowhere;
--> 3B001: there is no savepoint "nowhere"
SELECT id FROM orders FOR SYSTEM_TIME AS OF TIMESTAMP 'noon';
--> 22007: "noon" is no point in time; expected TIMESTAMP '2026-01-31 12:00:00' or TIMESTAMP WITH TIME ZONE '2026-01-31 12:00:00+00:00' at line 1, column 45
