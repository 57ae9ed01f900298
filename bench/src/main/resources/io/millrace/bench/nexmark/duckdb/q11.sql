WITH gaps AS (
  SELECT bidder, "dateTime",
    CASE WHEN "dateTime" < LAG("dateTime") OVER w + INTERVAL 10 SECOND THEN 0 ELSE 1 END AS begins
  FROM bid
  WINDOW w AS (PARTITION BY bidder ORDER BY "dateTime")
), numbered AS (
  SELECT bidder, "dateTime",
    SUM(begins) OVER (PARTITION BY bidder ORDER BY "dateTime" ROWS UNBOUNDED PRECEDING) AS session
  FROM gaps
)
SELECT bidder, COUNT(*) AS bid_count, MIN("dateTime") AS starttime, MAX("dateTime") + INTERVAL 10 SECOND AS endtime
FROM numbered
GROUP BY bidder, session
