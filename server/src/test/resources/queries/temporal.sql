-- FOR SYSTEM_TIME AS OF an event time: each row once, with the version that was valid at its time, when the watermark has passed it.
CREATE TABLE rate (currency VARCHAR, at TIMESTAMP(6), rate INTEGER, PRIMARY KEY (currency, at), WATERMARK FOR at AS at);
CREATE TABLE payment (id INTEGER PRIMARY KEY, currency VARCHAR, at TIMESTAMP(6), amount INTEGER, WATERMARK FOR at AS at);
CREATE MATERIALIZED VIEW paid AS SELECT p.id, p.currency, p.at, p.amount * r.rate AS total, r.at AS since
  FROM payment p JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency;
CREATE MATERIALIZED VIEW paid_all AS SELECT p.id, r.rate, r.at AS since
  FROM payment p LEFT JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency AND r.rate > p.amount;
CREATE MATERIALIZED VIEW by_minute AS SELECT window_start, count(*) AS n, sum(rate) AS rates
  FROM TABLE(TUMBLE((SELECT p.at AS paid_at, r.rate FROM payment p JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency),
    DESCRIPTOR(paid_at), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE MATERIALIZED VIEW twice AS SELECT p.id, r.rate, s.rate AS dollars
  FROM payment p JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency
  LEFT JOIN rate FOR SYSTEM_TIME AS OF p.at AS s ON s.currency = CASE p.currency WHEN 'EUR' THEN 'USD' ELSE 'EUR' END;
CREATE MATERIALIZED VIEW over_view AS SELECT b.id, r.rate FROM paid b JOIN rate FOR SYSTEM_TIME AS OF b.at AS r ON r.currency = b.currency;
INSERT INTO rate VALUES ('EUR', TIMESTAMP '2026-01-01 00:00:10', 1), ('USD', TIMESTAMP '2026-01-01 00:00:10', 2), ('EUR', TIMESTAMP '2026-01-01 00:00:20', 3);
INSERT INTO payment VALUES (1, 'EUR', TIMESTAMP '2026-01-01 00:00:15', 0), (2, 'EUR', TIMESTAMP '2026-01-01 00:00:20', 5), (3, 'EUR', TIMESTAMP '2026-01-01 00:00:05', 0), (4, 'GBP', TIMESTAMP '2026-01-01 00:00:12', 0), (5, NULL, TIMESTAMP '2026-01-01 00:00:12', 0), (8, 'USD', TIMESTAMP '2026-01-01 00:00:12', 2);
-- The watermark is at 20 s: payment 2 waits.
SELECT * FROM paid ORDER BY id;
SELECT * FROM paid_all ORDER BY id;
SELECT * FROM by_minute ORDER BY window_start;
-- Ahead of the watermark both sides may still change.
UPDATE rate SET rate = 4 WHERE currency = 'EUR' AND at = TIMESTAMP '2026-01-01 00:00:20';
UPDATE payment SET amount = 6 WHERE id = 2;
INSERT INTO rate VALUES ('EUR', TIMESTAMP '2026-01-01 00:00:30', 7);
SELECT * FROM paid WHERE id = 2;
INSERT INTO payment VALUES (6, 'EUR', TIMESTAMP '2026-01-01 00:00:31', 1);
SELECT * FROM paid ORDER BY id;
-- reopen
-- Too late: the payments of that time have been answered.
INSERT INTO rate VALUES ('EUR', TIMESTAMP '2026-01-01 00:00:14', 99);
DELETE FROM rate WHERE currency = 'USD' AND at = TIMESTAMP '2026-01-01 00:00:10';
UPDATE rate SET rate = 8 WHERE currency = 'EUR' AND at = TIMESTAMP '2026-01-01 00:00:30';
INSERT INTO payment VALUES (7, 'USD', TIMESTAMP '2026-01-01 00:00:45', 1), (9, 'USD', TIMESTAMP '2026-01-01 00:00:39', 1);
INSERT INTO rate VALUES ('USD', TIMESTAMP '2026-01-01 00:00:40', 5);
SELECT * FROM paid ORDER BY id;
SELECT * FROM paid_all ORDER BY id;
SELECT * FROM by_minute ORDER BY window_start;
SELECT * FROM twice ORDER BY id;
SELECT * FROM over_view ORDER BY id;
-- A question about now and a view that is created later give the same.
SELECT p.id, p.currency, p.at, p.amount * r.rate AS total, r.at AS since
  FROM payment p JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency ORDER BY p.id;
CREATE MATERIALIZED VIEW paid_later AS SELECT p.id, r.rate, r.at AS since
  FROM payment p LEFT JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency AND r.rate > p.amount;
SELECT * FROM paid_later ORDER BY id;
-- What only has a current row is no history.
CREATE TABLE account (id INTEGER PRIMARY KEY, at TIMESTAMP(6), WATERMARK FOR at AS at);
SELECT p.id FROM payment p JOIN account FOR SYSTEM_TIME AS OF p.at AS a ON a.id = p.id;
CREATE MATERIALIZED VIEW corrected WITH ('allowed-lateness' = '1 min') AS SELECT p.id, r.rate
  FROM payment p JOIN rate FOR SYSTEM_TIME AS OF p.at AS r ON p.currency = r.currency;
-- Views that keep one row of a key and time are a history, too.
CREATE TABLE report (id INTEGER PRIMARY KEY, currency VARCHAR, at TIMESTAMP(6), rate INTEGER, WATERMARK FOR at AS at);
SELECT p.id FROM payment p JOIN report FOR SYSTEM_TIME AS OF p.at AS r ON r.currency = p.currency;
CREATE VIEW last_report AS SELECT currency, at, rate FROM report QUALIFY ROW_NUMBER() OVER (PARTITION BY currency, at ORDER BY id DESC) = 1;
CREATE MATERIALIZED VIEW kept_report AS SELECT currency, at, rate FROM report QUALIFY ROW_NUMBER() OVER (PARTITION BY currency, at ORDER BY id DESC) = 1;
CREATE MATERIALIZED VIEW by_last AS SELECT p.id, r.rate FROM payment p LEFT JOIN last_report FOR SYSTEM_TIME AS OF p.at AS r ON r.currency = p.currency;
CREATE MATERIALIZED VIEW by_kept AS SELECT p.id, r.rate FROM payment p LEFT JOIN kept_report FOR SYSTEM_TIME AS OF p.at AS r ON r.currency = p.currency;
CREATE VIEW top_report AS SELECT currency, at, MAX(rate) AS rate FROM report GROUP BY currency, at;
CREATE MATERIALIZED VIEW by_top AS SELECT p.id, r.rate FROM payment p LEFT JOIN top_report FOR SYSTEM_TIME AS OF p.at AS r ON r.currency = p.currency;
INSERT INTO report VALUES (1, 'EUR', TIMESTAMP '2026-01-01 00:00:10', 5), (2, 'EUR', TIMESTAMP '2026-01-01 00:00:10', 1), (3, 'EUR', TIMESTAMP '2026-01-01 00:00:20', 4), (4, 'USD', TIMESTAMP '2026-01-01 00:00:12', 8);
SELECT * FROM by_last ORDER BY id;
INSERT INTO report VALUES (5, 'EUR', TIMESTAMP '2026-01-01 00:00:20', 9), (6, 'EUR', TIMESTAMP '2026-01-01 00:00:31', 2);
UPDATE report SET rate = 11 WHERE id = 5;
INSERT INTO report VALUES (7, 'USD', TIMESTAMP '2026-01-01 00:02:00', 0);
INSERT INTO payment VALUES (10, 'USD', TIMESTAMP '2026-01-01 00:02:00', 0);
SELECT * FROM by_last ORDER BY id;
SELECT * FROM by_kept ORDER BY id;
SELECT * FROM by_top ORDER BY id;
