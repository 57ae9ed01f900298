-- Log to files: every bid with the day and the minute by which files are named.
SELECT auction, bidder, price, "dateTime", extra,
  CAST(CAST("dateTime" AS DATE) AS VARCHAR) AS dt,
  SUBSTRING(CAST("dateTime" AS VARCHAR) FROM 12 FOR 5) AS hm
FROM bid
