-- What SHOW shows is in sys and information_schema.
CREATE TABLE t (id INTEGER, name VARCHAR(20) DEFAULT 'x', amount DECIMAL(10, 2) NOT NULL, at TIMESTAMP(3),
  twice AS amount * 2, PRIMARY KEY (id), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE out (id INTEGER, n BIGINT) WITH ('connector' = 'blackhole');
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT name, COUNT(*) AS n FROM t GROUP BY name;
CREATE PIPELINE p AS INSERT INTO out SELECT STREAM id, n FROM m JOIN t ON t.name = m.name;
SHOW TABLES;
SHOW TABLES LIKE 'o%';
SHOW VIEWS;
SHOW MATERIALIZED VIEWS;
SHOW PIPELINES;
SHOW CONNECTORS;
SHOW SCHEMAS;
DESCRIBE t;
DESCRIBE m;
DESCRIBE nothing;
SHOW CREATE VIEW v;
SHOW CREATE TABLE v;
SELECT name, kind, state, parallelism > 0 AS parallel FROM sys.queries WHERE kind <> 'SELECT' ORDER BY name;
SELECT * FROM sys.dependencies ORDER BY name, uses;
SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name;
SELECT column_name, data_type, is_nullable, numeric_precision, numeric_scale, is_generated FROM information_schema.columns
  WHERE table_name = 't' ORDER BY ordinal_position;
SELECT * FROM information_schema.key_columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position;
SELECT c.name FROM sys.connectors c LEFT JOIN sys.tables t ON t.connector = c.name WHERE t.name IS NULL ORDER BY c.name;
SELECT COUNT(*) > 100 AS many FROM sys.functions;
SELECT * FROM sys.rejected_rows;
SELECT name, scope FROM sys.settings ORDER BY scope, name;
DROP TABLE out;
DROP TABLE out CASCADE;
SHOW PIPELINES;
SELECT * FROM sys.nothing;
INSERT INTO sys.tables VALUES (1);
CREATE TABLE sys.mine (a INTEGER);
