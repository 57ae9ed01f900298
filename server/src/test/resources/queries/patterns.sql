-- The V shape of stock prices, over a table.
CREATE TABLE ticker (symbol VARCHAR, tradedate DATE, price INTEGER);
INSERT INTO ticker VALUES
  ('ACME', DATE '2011-04-01', 12), ('ACME', DATE '2011-04-02', 17), ('ACME', DATE '2011-04-03', 19),
  ('ACME', DATE '2011-04-04', 21), ('ACME', DATE '2011-04-05', 25), ('ACME', DATE '2011-04-06', 12),
  ('ACME', DATE '2011-04-07', 15), ('ACME', DATE '2011-04-08', 20), ('ACME', DATE '2011-04-09', 24),
  ('ACME', DATE '2011-04-10', 25), ('ACME', DATE '2011-04-11', 19), ('ACME', DATE '2011-04-12', 15),
  ('ACME', DATE '2011-04-13', 25), ('ACME', DATE '2011-04-14', 25), ('ACME', DATE '2011-04-15', 14),
  ('ACME', DATE '2011-04-16', 12), ('ACME', DATE '2011-04-17', 14), ('ACME', DATE '2011-04-18', 24),
  ('ACME', DATE '2011-04-19', 23), ('ACME', DATE '2011-04-20', 22),
  ('EVEN', DATE '2011-04-01', 5), ('EVEN', DATE '2011-04-02', 5);
SELECT * FROM ticker MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY tradedate
  MEASURES STRT.tradedate AS start_tstamp, LAST(DOWN.tradedate) AS bottom_tstamp, LAST(UP.tradedate) AS end_tstamp
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO LAST UP
  PATTERN (STRT DOWN+ UP+)
  DEFINE DOWN AS DOWN.price < PREV(DOWN.price), UP AS UP.price > PREV(UP.price)) MR
ORDER BY MR.symbol, MR.start_tstamp;
SELECT * FROM ticker MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY tradedate
  MEASURES STRT.tradedate AS start_tstamp, FINAL LAST(DOWN.tradedate) AS bottom_tstamp,
    FINAL LAST(UP.tradedate) AS end_tstamp, MATCH_NUMBER() AS match_num, CLASSIFIER() AS var_match,
    FINAL COUNT(UP.tradedate) AS up_days, FINAL COUNT(tradedate) AS total_days,
    RUNNING COUNT(tradedate) AS cnt_days, price - STRT.price AS price_dif
  ALL ROWS PER MATCH
  AFTER MATCH SKIP TO LAST UP
  PATTERN (STRT DOWN+ UP+)
  DEFINE DOWN AS DOWN.price < PREV(DOWN.price), UP AS UP.price > PREV(UP.price)) MR
ORDER BY symbol, match_num, tradedate;
