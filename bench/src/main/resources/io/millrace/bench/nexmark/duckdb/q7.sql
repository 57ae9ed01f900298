-- TUMBLE is spelled out.
SELECT b.auction, b.price, b.bidder, b."dateTime", b.extra
FROM bid AS b
JOIN (
  SELECT MAX(price) AS maxprice, make_timestamp((epoch_ms("dateTime") // 10000 + 1) * 10000000) AS ends
  FROM bid
  GROUP BY ALL
) AS b1
ON b.price = b1.maxprice
WHERE b."dateTime" BETWEEN b1.ends - INTERVAL 10 SECOND AND b1.ends
