-- HOP is spelled out: each bid is in five windows of 10 s, whose starts are 2 s apart.
WITH hop AS (
  SELECT auction, unnest(range(5)) AS back, epoch_ms("dateTime") // 2000 AS slice FROM bid
),
auction_bids AS (
  SELECT auction, slice - back AS starttime, COUNT(*) AS num FROM hop GROUP BY auction, slice - back
)
SELECT auction, num
FROM auction_bids JOIN (SELECT starttime, MAX(num) AS maxn FROM auction_bids GROUP BY starttime) USING (starttime)
WHERE num >= maxn
